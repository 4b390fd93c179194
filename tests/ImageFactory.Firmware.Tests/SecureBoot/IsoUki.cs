using ImageFactory.Firmware.Tests.Product;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Pe;
using ImageFactory.Testing;

namespace ImageFactory.Firmware.Tests.SecureBoot;

/// <summary>The UKI inside an ISO: it has other arguments and profiles than the one that is an asset of its own.</summary>
/// <param name="Path">Where it was copied to.</param>
internal sealed record IsoUki(string Path)
{
    /// <summary>Copies it out with xorriso.</summary>
    public static async Task<IsoUki> TakeOutAsync(string iso, TemporaryDirectory directory)
    {
        var linux = directory.Combine("linux");
        await Tool.RunAsync("xorriso", "-osirrox", "on", "-indev", iso, "-extract", "/EFI/Linux", linux);
        return new IsoUki(Directory.GetFiles(linux).Single());
    }

    /// <summary>What a TPM should hold in PCR 11 after one of its profiles booted.</summary>
    public async Task<Pcr11> PredictAsync(int profile, CancellationToken cancellationToken)
    {
        var blobs = new MemoryBlobs();
        var uki = await PeReader.ReadAsync(blobs.Add(await File.ReadAllBytesAsync(Path, cancellationToken)), blobs, cancellationToken);
        return await Pcr11.OfAsync(uki, blobs, profile, cancellationToken);
    }
}
