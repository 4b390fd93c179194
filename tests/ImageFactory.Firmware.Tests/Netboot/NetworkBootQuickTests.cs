using ImageFactory.Testing.Firmware;

namespace ImageFactory.Firmware.Tests.Netboot;

[QuickTier]
public sealed class NetworkBootQuickTests(NetworkFactory factory)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_bios_with_ipxe_boots_the_script_of_the_factory()
    {
        var order = NetworkBoot.Order;
        var id = await factory.CreateAsync(order, Cancel);

        var report = await QemuMachine.BootAsync(
            NetworkBoot.Machine(GuestFirmware.Bios, new QemuNetwork($"user,bootfile={factory.Url}/pxe/{id}/1.13.0/metal-${{buildarch}}")), Cancel);

        Assert.Equal("bios", report.Boot);
        NetworkBoot.AssertIs(report, id, await factory.GetCommandLineAsync(order, Cancel), order.Meta);
    }
}
