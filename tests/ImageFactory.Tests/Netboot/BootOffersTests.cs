using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using ImageFactory.Assets;
using ImageFactory.Netboot;
using ImageFactory.Netboot.Dhcp;
using ImageFactory.Netboot.Rules;
using ImageFactory.Testing;
using ImageFactory.Tests.Service;
using Microsoft.Extensions.Logging.Abstractions;
using Cpu = ImageFactory.Assets.Profiles.Architecture;

namespace ImageFactory.Tests.Netboot;

public sealed class BootOffersTests(FactoryFixture factory) : IClassFixture<FactoryFixture>, IDisposable
{
    private const string Base = "customization: {extraKernelArgs: [base=1], meta: [{key: 10, value: base}, {key: 11, value: old}]}";
    private const string Additions = "arguments: ['talos.config=http://c/?mac=${mac}'], meta: [{key: 11, value: new}]";

    private readonly TemporaryDirectory _directory = new();
    private readonly HttpClient _http = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <inheritdoc/>
    public void Dispose()
    {
        _http.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task A_rule_that_adds_nothing_boots_the_factory_s_own_script()
    {
        var id = await factory.CreateAsync(Base);
        var offers = await OffersAsync($"schematic: {id}, version: v1.13.0");

        var script = await offers.FindScriptAsync(Machine(), Cpu.Amd64, Cancellation);

        Assert.Equal(await factory.Client.GetStringAsync(new Uri($"/pxe/{id}/v1.13.0/metal-amd64", UriKind.Relative), Cancellation), script);
    }

    [Fact]
    public async Task What_a_rule_adds_is_a_schematic_of_the_factory()
    {
        var offers = await OffersAsync($"schematic: {await factory.CreateAsync(Base)}, version: v1.13.0, {Additions}");
        var derived = await factory.CreateAsync(
            "customization: {extraKernelArgs: [base=1, 'talos.config=http://c/?mac=${mac}'], meta: [{key: 10, value: base}, {key: 11, value: new}]}");

        var script = await offers.FindScriptAsync(Machine(), Cpu.Arm64, Cancellation);

        Assert.Contains($"/image/{derived}/v1.13.0/kernel-arm64 talos.platform=metal ", script, StringComparison.Ordinal);
        Assert.Contains(" base=1 talos.config=http://c/?mac=${mac}\ninitrd ", script, StringComparison.Ordinal);
    }

    [Fact]
    public async Task For_http_boot_the_signed_command_line_has_arguments_and_meta()
    {
        var offers = await OffersAsync($"schematic: {await factory.CreateAsync(Base)}, version: v1.13.0, secureBoot: true, {Additions}");
        var client = Datagrams.Client(Datagrams.Discover("HTTPClient:Arch:00016", 16));

        var url = new Uri(await offers.GetBootFileAsync(client, offers.FindRule(client)!.Target!, Cancellation)); // the one rule is for all

        Assert.EndsWith("/v1.13.0/metal-amd64-secureboot-uki.efi", url.AbsolutePath, StringComparison.Ordinal);
        var uki = Encoding.Latin1.GetString(await factory.Client.GetByteArrayAsync(url, Cancellation));
        var meta = Convert.ToBase64String("0xa=base;0xb=new"u8);
        Assert.Contains($" base=1 talos.config=http://c/?mac=${{mac}} talos.environment=INSTALLER_META_BASE64={meta}", uki, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTPClient:Arch:00016", 16, false, true)]
    [InlineData("PXEClient:Arch:00007", 7, true, true)]
    [InlineData("PXEClient:Arch:00007", 7, false, false)]
    [InlineData("PXEClient:Arch:00000", 0, true, false)]
    public async Task What_firmware_will_fetch_by_http_is_being_made_before_it_asks(string vendorClass, ushort code, bool secureBoot, bool expected)
    {
        var id = await factory.CreateAsync($"customization: {{extraKernelArgs: [prepared={code}.{secureBoot}]}}");
        var offers = await OffersAsync($"schematic: {id}, version: v1.13.0, secureBoot: {(secureBoot ? "true" : "false")}");
        var client = Datagrams.Client(Datagrams.Discover(vendorClass, code));
        using var preparation = new UkiPreparation(offers, _http, NullLogger<UkiPreparation>.Instance);

        await preparation.PrepareAsync(client, offers.FindRule(client)!.Target!); // the one rule is for all

        var model = await factory.Client.GetStringAsync(new Uri($"/models/{id}/v1.13.0?platform=metal&arch=amd64", UriKind.Relative), Cancellation);
        using var document = JsonDocument.Parse(model);
        var uki = document.RootElement.GetProperty("assets").EnumerateArray()
            .Single(asset => asset.GetProperty("name").ValueEquals($"metal-amd64{(secureBoot ? "-secureboot" : string.Empty)}-uki.efi"));
        Assert.Equal(!expected, uki.GetProperty("state").ValueEquals("on-demand"));
    }

    [Fact]
    public async Task The_schematic_s_own_meta_comes_with_a_uki_as_well()
    {
        var offers = await OffersAsync($"schematic: {await factory.CreateAsync(Base)}, version: v1.13.0");
        var client = Datagrams.Client(Datagrams.Discover("HTTPClient:Arch:00019", 19));

        var url = new Uri(await offers.GetBootFileAsync(client, offers.FindRule(client)!.Target!, Cancellation)); // the one rule is for all

        var kept = await factory.Client.GetStringAsync(new Uri($"/schematics/{url.Segments[2]}", UriKind.Relative), Cancellation);
        Assert.Contains("talos.environment=INSTALLER_META_BASE64=", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("meta:", kept, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PXEClient:Arch:00000", 0, "undionly.kpxe")]
    [InlineData("PXEClient:Arch:00007", 7, "snponly.efi")]
    [InlineData("PXEClient:Arch:00011", 11, "ipxe-arm64.efi")]
    public async Task Firmware_s_pxe_gets_the_operator_s_ipxe(string vendorClass, ushort code, string expected)
    {
        var offers = await OffersAsync($"schematic: {new string('0', 64)}, version: v1.13.0");
        var client = Datagrams.Client(Datagrams.Discover(vendorClass, code));

        Assert.Equal(expected, await offers.GetBootFileAsync(client, offers.FindRule(client)!.Target!, Cancellation)); // the one rule is for all
    }

    [Fact]
    public async Task Ipxe_gets_the_url_of_a_script_that_asks_for_its_own()
    {
        var offers = await OffersAsync($"schematic: {new string('0', 64)}, version: v1.13.0");
        var client = Datagrams.Client(Datagrams.Discover("PXEClient:Arch:00000", 0, (DhcpOption.UserClass, "iPXE"u8.ToArray())));

        Assert.Equal("http://127.0.0.1:8069/boot.ipxe", await offers.GetBootFileAsync(client, offers.FindRule(client)!.Target!, Cancellation)); // the one rule is for all
        Assert.Equal(
            "#!ipxe\n\nchain --replace http://127.0.0.1:8069/boot.ipxe?mac=${mac}&uuid=${uuid}&arch=${buildarch}&serial=${serial:uristring}\n", offers.FirstScript());
    }

    [Fact]
    public async Task Over_tftp_there_are_the_operator_s_programs_and_the_script_that_they_look_for()
    {
        await File.WriteAllTextAsync(_directory.Combine("snponly.efi"), "program", Cancellation);
        await File.WriteAllTextAsync(_directory.Combine("secret"), "secret", Cancellation);
        var files = (await OffersAsync($"schematic: {new string('0', 64)}, version: v1.13.0")).Files();

        Assert.Equal("program", Encoding.ASCII.GetString((await files.FindAsync("snponly.efi", Cancellation))!.Value.Span)); // it is there
        Assert.StartsWith("#!ipxe\n\ndhcp\nchain ", Encoding.ASCII.GetString((await files.FindAsync("autoexec.ipxe", Cancellation))!.Value.Span), StringComparison.Ordinal); // it always is
        Assert.Null(await files.FindAsync("secret", Cancellation));
        await Assert.ThrowsAsync<FileNotFoundException>(() => files.FindAsync("undionly.kpxe", Cancellation));
    }

    [Fact]
    public async Task A_machine_without_a_rule_has_no_script()
    {
        var offers = await OffersAsync($"match: {{mac: ['ff:*']}}, schematic: {new string('0', 64)}, version: v1.13.0");

        Assert.Null(await offers.FindScriptAsync(Machine(), Cpu.Amd64, Cancellation));
    }

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", "v1.13.0", "schematic not found")]
    [InlineData("376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba", "v1.99.0", "version 1.99.0 is not available")]
    public async Task What_the_factory_refuses_is_told_in_its_words(string schematic, string version, string expected)
    {
        var offers = await OffersAsync($"schematic: {schematic}, version: {version}, arguments: [a]");

        var exception = await Assert.ThrowsAsync<FactoryException>(() => offers.FindScriptAsync(Machine(), Cpu.Amd64, Cancellation));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_factory_that_is_away_is_asked_again_the_next_time()
    {
        var rules = await RulesAsync("http://127.0.0.1:9", $"schematic: {await factory.CreateAsync(Base)}, version: v1.13.0, arguments: [again=1]");
        var offers = Offers(rules);
        await Assert.ThrowsAsync<FactoryException>(() => offers.FindScriptAsync(Machine(), Cpu.Amd64, Cancellation));
        var text = await File.ReadAllTextAsync(_directory.Combine("rules.yaml"), Cancellation);
        await File.WriteAllTextAsync(
            _directory.Combine("rules.yaml"), text.Replace("http://127.0.0.1:9", factory.Addresses[0].ToString(), StringComparison.Ordinal), Cancellation);
        await rules.RefreshAsync(Cancellation);

        Assert.Contains("again=1", await offers.FindScriptAsync(Machine(), Cpu.Amd64, Cancellation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10.1.2.3", true)]
    [InlineData("172.31.255.1", true)]
    [InlineData("172.32.0.1", false)]
    [InlineData("192.168.1.1", true)]
    [InlineData("169.254.1.1", true)]
    [InlineData("100.64.0.1", true)]
    [InlineData("203.0.113.7", false)]
    public void A_network_that_the_world_reaches_is_told_apart(string address, bool isPrivate)
    {
        Assert.Equal(isPrivate, ServedInterface.IsPrivate(IPAddress.Parse(address)));
    }

    [Fact]
    public void An_interface_that_is_not_there_is_refused_with_those_that_are()
    {
        var exception = Assert.Throws<FactoryException>(() => ServedInterface.Find("nowhere0", allowPublic: false));

        Assert.Contains("lo", exception.Message, StringComparison.Ordinal);
    }

    private static Machine Machine()
    {
        Assert.True(MacAddress.TryParse("52:54:00:12:34:56", out var mac));
        return new Machine { Mac = mac, Architecture = Cpu.Amd64 };
    }

    private async Task<BootOffers> OffersAsync(string rule) => Offers(await RulesAsync(factory.Addresses[0].ToString(), rule));

    private BootOffers Offers(NetbootRulesFile rules) => new(
        rules, new DerivedSchematics(_http), _http, new ServedInterface("lo", IPAddress.Loopback), new NetbootMode(IsDryRun: false, HttpPort: 8069));

    private async Task<NetbootRulesFile> RulesAsync(string url, string rule)
    {
        var path = _directory.Combine("rules.yaml");
        await File.WriteAllTextAsync(
            path, string.Create(CultureInfo.InvariantCulture, $"factory: {url}\nipxe: {{directory: {_directory.Path}}}\nrules: [{{{rule}}}]\n"), Cancellation);
        var file = new NetbootRulesFile(path, TimeProvider.System, NullLogger<NetbootRulesFile>.Instance);
        await file.LoadAsync(Cancellation);
        return file;
    }
}
