using ImageFactory.Boot.Signing;
using ImageFactory.Firmware.Tests.Product;
using ImageFactory.Firmware.Tests.SecureBoot;
using ImageFactory.Testing;
using ImageFactory.Testing.Firmware;

namespace ImageFactory.Firmware.Tests.Netboot;

[MatrixTier]
public sealed class NetworkBootMatrixTests(NetworkFactory factory) : IDisposable
{
    // A UKI's command line has the arguments; META values are on its command line only as an argument.
    private static readonly Order Uki = NetworkBoot.Order with { Meta = new Dictionary<byte, string>() };

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <inheritdoc/>
    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Firmware_s_pxe_starts_ipxe_which_boots_kernel_and_initramfs()
    {
        var order = NetworkBoot.Order;
        var id = await factory.CreateAsync(order, Cancel);
        File.Copy(Path.Combine(IpxePrograms.Require(), "snponly.efi"), _directory.Combine("snponly.efi"));
        await File.WriteAllTextAsync(
            _directory.Combine("autoexec.ipxe"), $"#!ipxe\n\ndhcp\nchain {factory.Url}/pxe/{id}/1.13.0/metal-${{buildarch}}\n", Cancel);

        var report = await QemuMachine.BootAsync(
            NetworkBoot.Machine(
                GuestFirmware.Uefi, new QemuNetwork($"user,tftp={_directory.Path},bootfile=snponly.efi") { HasIpxe = false }),
            Cancel);

        Assert.Equal("uefi", report.Boot);
        NetworkBoot.AssertIs(report, id, await factory.GetCommandLineAsync(order, Cancel), order.Meta);
    }

    [Fact]
    public async Task Firmware_boots_the_url_of_a_uki()
    {
        var id = await factory.CreateAsync(Uki, Cancel);

        var report = await BootUrlAsync($"{factory.Url}/image/{id}/v1.13.0/metal-amd64-uki.efi");

        Assert.False(report.SecureBoot);
        NetworkBoot.AssertIs(report, id, await factory.GetCommandLineAsync(Uki, Cancel), Uki.Meta);
    }

    [Fact]
    public async Task Firmware_boots_the_url_of_an_iso_from_memory()
    {
        var id = await factory.CreateAsync(Uki, Cancel);

        var report = await BootUrlAsync($"{factory.Url}/image/{id}/v1.13.0/metal-amd64.iso");

        Assert.Empty(report.Errors);
        Assert.Equal(id, report.SchematicId);
        var arguments = (await factory.GetCommandLineAsync(Uki, Cancel)).Split(' ').Concat(Uki.IsoArguments);
        Assert.Equal(arguments.Order(StringComparer.Ordinal), report.Arguments.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Firmware_that_checks_signatures_boots_the_url_of_a_signed_uki()
    {
        var order = Uki with { SecureBoot = true };
        var id = await factory.CreateAsync(order, Cancel);
        var certificate = (await factory.GetKeysAsync(Cancel)).Certificate;

        var report = await BootUrlAsync($"{factory.Url}/image/{id}/v1.13.0/metal-amd64-secureboot-uki.efi", certificate);

        Assert.True(report.SecureBoot);
        NetworkBoot.AssertIs(report, id, await factory.GetCommandLineAsync(order, Cancel), order.Meta);
    }

    // The firmware is told the URL by its own variables; with a certificate it trusts nothing else.
    private async Task<GuestReport> BootUrlAsync(string url, SigningCertificate? trusted = null)
    {
        await NetworkFactory.MakeAsync(url, Cancel);
        var variables = _directory.Combine("variables.fd");
        await FirmwareVariables.MakeAsync(variables, _directory, trusted, "--set-boot-uri", url);
        return await QemuMachine.BootAsync(
            NetworkBoot.Machine(GuestFirmware.Uefi, new QemuNetwork("user") { HasIpxe = false }) with { Variables = variables }, Cancel);
    }
}
