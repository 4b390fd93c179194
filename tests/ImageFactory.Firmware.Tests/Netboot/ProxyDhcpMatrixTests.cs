using System.Text.Json;
using ImageFactory.Boot.Signing;
using ImageFactory.Firmware.Tests.SecureBoot;
using ImageFactory.Testing;
using ImageFactory.Testing.Firmware;

namespace ImageFactory.Firmware.Tests.Netboot;

[MatrixTier]
public sealed class ProxyDhcpMatrixTests(NetworkRoom room) : IClassFixture<NetworkRoom>, IDisposable
{
    private const string Version = "v1.13.0";

    private static readonly Dictionary<byte, string> Meta = new() { [0x0a] = "of the schematic", [0x0b] = "of the rule" };

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <inheritdoc/>
    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(GuestFirmware.Bios, true)]
    [InlineData(GuestFirmware.Uefi, false)]
    public async Task A_machine_boots_by_pxe_beside_a_plain_dhcp_server_what_its_rule_says(GuestFirmware firmware, bool hasIpxe)
    {
        await room.OpenAsync();
        await ChangeRulesAsync(room, secureBoot: false);

        var report = await QemuMachine.BootAsync(Machine(room, firmware, hasIpxe), Cancel);

        AssertIsAsked(report, "talos.config=http://10.77.0.9/c?mac=52:54:00:12:34:56&h=");
    }

    [Fact]
    public async Task A_machine_that_checks_signatures_boots_by_http_the_uki_that_was_signed_for_its_rule()
    {
        await room.OpenAsync();
        var id = await ChangeRulesAsync(room, secureBoot: true);

        // Firmware waits a few seconds for the UKI's length: let only the arguments of the rule be new.
        await room.AskAsync($"/image/{id}/{Version}/metal-amd64-secureboot-uki.efi", "--head");
        var variables = _directory.Combine("variables.fd");
        var certificate = SigningCertificate.FromPem(await room.AskAsync("/secureboot/signing-cert.pem"));
        await FirmwareVariables.MakeAsync(variables, _directory, certificate);

        // iPXE, which PXE offers first, is not signed by that key: firmware refuses it, and goes on to HTTP.
        var report = await QemuMachine.BootAsync(Machine(room, GuestFirmware.Uefi, hasIpxe: false) with { Variables = variables }, Cancel);

        Assert.True(report.SecureBoot);
        AssertIsAsked(report, "talos.config=http://10.77.0.9/c?mac=${mac}&h=${hostname}");
    }

    [Fact]
    public async Task A_machine_without_a_rule_is_left_alone()
    {
        await room.OpenAsync();
        await room.ChangeRulesAsync($$"""[{match: {mac: ["52:54:00:ff:*"]}, schematic: {{new string('0', 64)}}, version: {{Version}}}]""");

        await QemuMachine.ListenAsync(Machine(room, GuestFirmware.Uefi, hasIpxe: false), ["PXE-E16"], Cancel);

        Assert.Contains("DHCP UefiPxe 52:54:00:12:34:56 amd64: no rule is for it", room.Said(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_says_what_it_would_answer_and_answers_nothing()
    {
        await using var dry = new NetworkRoom { IsDryRun = true };
        await dry.OpenAsync();
        await ChangeRulesAsync(dry, secureBoot: false);

        await QemuMachine.ListenAsync(Machine(dry, GuestFirmware.Uefi, hasIpxe: false), ["PXE-E16"], Cancel);

        Assert.Contains("dry run: DHCP UefiPxe 52:54:00:12:34:56 amd64: rule tested False: would be given snponly.efi", dry.Said(), StringComparison.Ordinal);
    }

    private static void AssertIsAsked(GuestReport report, string argument)
    {
        Assert.Empty(report.Errors);
        Assert.Contains("base.arg=1", report.Arguments);
        Assert.Contains(argument, report.Arguments);
        Assert.Equal(Meta, report.Meta);
    }

    private static QemuOptions Machine(NetworkRoom room, GuestFirmware firmware, bool hasIpxe) => NetworkBoot.Machine(
        firmware, new QemuNetwork(NetworkRoom.Backend) { Namespace = room.Room, HasIpxe = hasIpxe });

    private static async Task<string> ChangeRulesAsync(NetworkRoom room, bool secureBoot)
    {
        var answer = await room.AskAsync(
            "/schematics", "--data-binary", """{"customization": {"extraKernelArgs": ["base.arg=1"], "meta": [{"key": 10, "value": "of the schematic"}]}}""");
        var id = JsonDocument.Parse(answer).RootElement.GetProperty("id").GetString()!;
        await room.ChangeRulesAsync(
            $$$"""
            [{
              name: tested {{{secureBoot}}}, match: {mac: ["52-54-00-12-34-56"], architecture: x86_64}, schematic: {{{id}}}, version: {{{Version}}},
              secureBoot: {{{(secureBoot ? "true" : "false")}}}, arguments: ["talos.config=http://10.77.0.9/c?mac=${mac}&h=${hostname}"],
              meta: [{key: 11, value: of the rule}]
            }]
            """);
        return id;
    }
}
