using ImageFactory.Firmware.Tests.Product;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Pe;
using ImageFactory.Testing;
using ImageFactory.Testing.Firmware;

namespace ImageFactory.Firmware.Tests.SecureBoot;

/// <summary>What firmware that trusts the factory's certificate starts, and what not.</summary>
[MatrixTier]
public sealed class SignatureMatrixTests(SampleFactory factory) : IDisposable
{
    private static readonly Order Signed = new() { Version = "v1.13.0", SecureBoot = true, Extensions = ["iproute2"] };

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_signed_uki_boots_as_it_was_measured()
    {
        using var machine = await StartAsync();
        var predicted = await factory.PredictAsync(Signed, Signed.Asset + "-uki.efi", profile: 0, Cancel);

        var report = await machine.BootUkiAsync(await WriteAsync(Signed), Cancel);

        Assert.True(report.SecureBoot);
        Assert.Equal(predicted.Machined, report.Pcr11Machined);
        Assert.Equal(await factory.GetCommandLineAsync(Signed, Cancel), report.CommandLine);
    }

    [Fact]
    public async Task The_reset_profile_boots_as_it_was_measured()
    {
        using var machine = await StartAsync();
        var uki = await IsoUki.TakeOutAsync(await factory.WriteAsync(Signed, Signed.Asset + ".iso", _directory, Cancel), _directory);
        var predicted = await factory.PredictAsync(Signed, Signed.Asset + ".iso", profile: 1, Cancel);

        var report = await machine.BootProfileAsync(uki.Path, profile: 1, Cancel);

        Assert.Equal("talos.experimental.wipe=system", report.Arguments[^1]);
        Assert.True(report.SecureBoot);
        Assert.Equal(predicted.Booted, report.Pcr11);
        Assert.Equal(predicted.Machined, report.Pcr11Machined);
    }

    [Fact]
    public async Task An_unsigned_uki_is_refused()
    {
        using var machine = await StartAsync();

        await machine.RefuseUkiAsync(await WriteAsync(Signed with { SecureBoot = false }), Cancel);
    }

    [Fact]
    public async Task A_uki_with_one_changed_byte_is_refused()
    {
        using var machine = await StartAsync();
        var uki = await WriteAsync(Signed);
        await ChangeKernelAsync(uki);

        await machine.RefuseUkiAsync(uki, Cancel);
    }

    [Fact]
    public async Task A_uki_of_another_factory_is_refused()
    {
        await using var other = new SampleFactory();
        using var machine = await StartAsync();

        await machine.RefuseUkiAsync(await other.WriteAsync(Signed, Signed.Asset + "-uki.efi", _directory, Cancel), Cancel);
    }

    public void Dispose() => _directory.Dispose();

    private async Task<SecureBootMachine> StartAsync() => await SecureBootMachine.TrustingAsync((await factory.Keys).Certificate);

    private Task<string> WriteAsync(Order order) => factory.WriteAsync(order, order.Asset + "-uki.efi", _directory, Cancel);

    private static async Task ChangeKernelAsync(string path)
    {
        var bytes = await File.ReadAllBytesAsync(path, Cancel);
        var blobs = new MemoryBlobs();
        var uki = await PeReader.ReadAsync(blobs.Add(bytes), blobs, Cancel);
        var kernel = uki.Sections.Single(section => section.Name is ".linux");
        bytes[kernel.RawOffset + (kernel.RawSize / 2)] ^= 1;
        await File.WriteAllBytesAsync(path, bytes, Cancel);
    }
}
