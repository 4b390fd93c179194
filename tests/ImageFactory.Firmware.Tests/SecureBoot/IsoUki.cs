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
}
