using System.Text;
using ImageFactory.Assets.Profiles;
using ImageFactory.Boot.Meta;
using ImageFactory.Netboot;
using ImageFactory.Netboot.Rules;
using Cpu = ImageFactory.Assets.Profiles.Architecture;

namespace ImageFactory.Tests.Netboot;

public sealed class NetbootRulesReaderTests
{
    private const string Id = "376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba";

    private const string Complete =
        $$"""
        factory: http://192.168.1.10:8080/
        ipxe:
          directory: /srv/ipxe
          bios: undionly.kkpxe
          uefiArm64: snponly-arm64.efi
        rules:
          - name: control plane
            match:
              mac: ["52:54:00:12:34:56", "aa-bb-*"]
              uuid: [33221100-5544-7766-8899-AABBCCDDEEFF]
              serial: [ABC123]
              architecture: x86_64
            schematic: {{Id}}
            version: 1.13.0
            platform: metal
            secureBoot: true
            arguments:
              - talos.config=http://192.168.1.10/c?uuid=${uuid}&mac=${mac}
              - -console
            meta:
              - {key: 0x0a, value: "a: b"}
          - match: {architecture: arm64}
            ignore: true
        """;

    [Fact]
    public void Rules_say_which_machine_boots_what()
    {
        var rules = Read(Complete);

        Assert.Equal("http://192.168.1.10:8080", rules.Factory);
        Assert.Equal(new IpxeFiles("/srv/ipxe", "undionly.kkpxe", "snponly.efi", "snponly-arm64.efi"), rules.Ipxe);
        var rule = rules.Rules[0];
        Assert.Equal("control plane", rule.Name);
        Assert.Equal(["525400123456", "aabb"], rule.Match.MacPrefixes);
        Assert.Equal([Guid.Parse("33221100-5544-7766-8899-aabbccddeeff")], rule.Match.Uuids);
        var target = Assert.IsType<NetbootTarget>(rule.Target);
        Assert.Equal((Id, "v1.13.0", "metal-amd64-secureboot"), (target.Schematic.ToString(), target.Version.Tag, target.MachineName(Cpu.Amd64)));
        Assert.Equal(["talos.config=http://192.168.1.10/c?uuid=${uuid}&mac=${mac}", "-console"], target.Arguments);
        Assert.Equal([new MetaValue(10, "a: b")], target.Meta);
        Assert.Equal(("2", null), (rules.Rules[1].Name, rules.Rules[1].Target));
    }

    [Theory]
    [InlineData("", "factory is ''")]
    [InlineData("factory: ftp://x\n", "factory is 'ftp://x'")]
    [InlineData("factory: http://x/?a=b\n", "factory is")]
    [InlineData("factory: http://x\nrule: []\n", "line 2: ")]
    [InlineData("factory: http://x\nipxe: {uefi: ../x}\n", "ipxe has '../x'")]
    [InlineData("factory: http://x\nrules: [{version: v1.13.0}]\n", "rule 1 has the schematic ''")]
    [InlineData("factory: http://x\nrules: [{name: a, schematic: ID, version: latest}]\n", "rule a has the version 'latest'")]
    [InlineData("factory: http://x\nrules: [{schematic: ID, version: v1.13.0, platform: metel}]\n", "rule 1 has the platform 'metel'")]
    [InlineData("factory: http://x\nrules: [{schematic: ID, version: v1.13.0, arguments: [a b]}]\n", "the argument 'a b'")]
    [InlineData("factory: http://x\nrules: [{schematic: ID, version: v1.13.0, secureBoot: true, arguments: ['x=${mac:hexhyp}']}]\n", "${mac:hexhyp}")]
    [InlineData("factory: http://x\nrules: [{schematic: ID, version: v1.13.0, meta: [{key: 256, value: a}]}]\n", "line 2: ")]
    [InlineData("factory: http://x\nrules: [{schematic: ID, version: v1.13.0, meta: [{value: a}]}]\n", "rule 1 has a META value")]
    [InlineData("factory: http://x\nrules: [{schematic: ID, version: v1.13.0, match: {mac: ['52:54']}}]\n", "the MAC address '52:54'")]
    [InlineData("factory: http://x\nrules: [{schematic: ID, version: v1.13.0, match: {uuid: [x]}}]\n", "the UUID 'x'")]
    [InlineData("factory: http://x\nrules: [{schematic: ID, version: v1.13.0, match: {architecture: riscv64}}]\n", "the architecture 'riscv64'")]
    [InlineData("factory: http://x\nfactory: http://y\n", "line 2: ")]
    [InlineData("factory: [http://x\n", "line ")]
    public void A_mistake_is_said_with_its_place(string yaml, string expected)
    {
        var exception = Assert.Throws<InvalidDataException>(() => Read(yaml.Replace("ID", Id, StringComparison.Ordinal)));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_template_of_any_kind_may_be_on_a_command_line_that_is_not_signed()
    {
        var rules = Read($"factory: http://x\nrules: [{{schematic: {Id}, version: v1.13.0, arguments: ['x=${{mac:hexhyp}}']}}]\n");

        Assert.Equal(["x=${mac:hexhyp}"], rules.Rules[0].Target!.Arguments); // it has no ignore
    }

    [Theory]
    [InlineData("52:54:00:12:34:56", "amd64", "33221100-5544-7766-8899-aabbccddeeff", "ABC123", "control plane")]
    [InlineData("aa:bb:00:12:34:56", "amd64", "33221100-5544-7766-8899-aabbccddeeff", "ABC123", "control plane")]
    [InlineData("aa:bc:00:12:34:56", "amd64", "33221100-5544-7766-8899-aabbccddeeff", "ABC123", null)]
    [InlineData("52:54:00:12:34:56", "amd64", "43221100-5544-7766-8899-aabbccddeeff", "ABC123", null)]
    [InlineData("52:54:00:12:34:56", "amd64", "33221100-5544-7766-8899-aabbccddeeff", "abc123", null)]
    [InlineData("52:54:00:12:34:56", "amd64", "33221100-5544-7766-8899-aabbccddeeff", null, null)]
    [InlineData("52:54:00:12:34:56", "arm64", "33221100-5544-7766-8899-aabbccddeeff", "ABC123", "2")]
    public void The_first_rule_that_has_all_of_a_machine_counts(string mac, string architecture, string uuid, string? serial, string? expected)
    {
        Assert.Equal(expected, Read(Complete).Find(MachineOf(mac, architecture, uuid, serial))?.Name);
    }

    [Fact]
    public void A_machine_may_have_a_rule_once_it_says_its_serial_number()
    {
        var rules = Read(Complete);
        var machine = MachineOf("52:54:00:12:34:56", "amd64", "33221100-5544-7766-8899-aabbccddeeff", serial: null);

        Assert.Null(rules.Find(machine));
        Assert.Equal("control plane", rules.FindPossible(machine)?.Name);
        Assert.Null(rules.FindPossible(machine with { Serial = "other" }));
    }

    private static Machine MachineOf(string mac, string architecture, string uuid, string? serial)
    {
        Assert.True(MacAddress.TryParse(mac, out var address));
        Assert.True(Architectures.TryParse(architecture, out var known));
        return new Machine { Mac = address, Architecture = known, Uuids = [Guid.Parse(uuid)], Serial = serial };
    }

    private static NetbootRules Read(string yaml) => NetbootRulesReader.Read(Encoding.UTF8.GetBytes(yaml));
}
