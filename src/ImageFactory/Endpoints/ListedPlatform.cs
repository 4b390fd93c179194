using ImageFactory.Assets.Profiles;

namespace ImageFactory.Endpoints;

/// <summary>A row of <c>/platforms</c>.</summary>
/// <param name="Name">The name in file names.</param>
/// <param name="Label">What people call it.</param>
/// <param name="Architectures">What machines it has.</param>
/// <param name="BootMethods"><c>disk</c>, <c>iso</c> and <c>pxe</c>, the usual one first.</param>
/// <param name="DiskSuffix">The usual disk image, such as <c>raw.xz</c>; null for none.</param>
/// <param name="SecureBoot">Whether SecureBoot is recommended.</param>
/// <param name="Minimum">The first version that knows it; null when all do.</param>
internal sealed record ListedPlatform(
    string Name,
    string Label,
    IReadOnlyList<string> Architectures,
    IReadOnlyList<string> BootMethods,
    string? DiskSuffix,
    bool SecureBoot,
    string? Minimum)
{
    public static ListedPlatform Of(Platform platform) => new(
        platform.Name,
        platform.Label,
        [.. platform.Architectures.Select(architecture => architecture.Name())],
        [.. platform.BootMethods.Select(NameOf)],
        platform.DiskSuffix,
        platform.OffersSecureBoot,
        platform.Minimum?.Tag);

    private static string NameOf(BootMethod method) => method switch
    {
        BootMethod.Disk => "disk",
        BootMethod.Iso => "iso",
        _ => "pxe",
    };
}
