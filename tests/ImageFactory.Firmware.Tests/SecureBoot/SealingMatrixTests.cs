using ImageFactory.Firmware.Tests.Product;
using ImageFactory.Testing;
using ImageFactory.Testing.Firmware;

namespace ImageFactory.Firmware.Tests.SecureBoot;

/// <summary>
/// A secret that the guest keeps in its TPM, bound to the PCR key and to register 11 after enter-machined, as Talos binds the keys of
/// encrypted disks. The sample's tpm2-tools extension keeps it on the first boot and tries to read it on the others.
/// </summary>
[MatrixTier]
public sealed class SealingMatrixTests(SampleFactory factory) : IDisposable
{
    private static readonly Order Signed = new() { Version = "v1.13.0", SecureBoot = true, Extensions = ["tpm2-tools"] };

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_secret_opens_for_images_of_the_same_pcr_key_and_for_no_other()
    {
        await using var other = new SampleFactory();
        using var machine = new SecureBootMachine();

        Assert.Equal("sealed", await BootAsync(machine, factory, Signed));
        Assert.Equal("unsealed", await BootAsync(machine, factory, Signed));
        Assert.Equal("unsealed", await BootAsync(machine, factory, Signed with { Version = "v1.12.4" }));
        Assert.Equal("refused", await BootAsync(machine, other, Signed));
        Assert.Equal("no signed policy", await BootAsync(machine, factory, Signed with { SecureBoot = false }));
    }

    public void Dispose() => _directory.Dispose();

    private async Task<string> BootAsync(SecureBootMachine machine, SampleFactory from, Order order)
    {
        var uki = await from.WriteAsync(order, order.Asset + "-uki.efi", _directory, Cancel);
        return (await machine.BootUkiAsync(uki, Cancel))["run.tpm2-tools"];
    }
}
