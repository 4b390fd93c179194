using ImageFactory.Assets.Profiles;

namespace ImageFactory.Assets.Artifacts;

/// <summary>Where the imager image keeps what a machine boots.</summary>
internal static class ArtifactPaths
{
    public static bool IsArtifact(string path) =>
        Enum.GetValues<Architecture>().SelectMany(Of).Any(artifact => string.Equals(artifact.Path, path, StringComparison.Ordinal));

    public static IReadOnlyList<(ArtifactRole Role, string Path)> Of(Architecture architecture)
    {
        var root = $"usr/install/{architecture.Name()}";
        return
        [
            (ArtifactRole.Kernel, $"{root}/vmlinuz"),
            (ArtifactRole.Initramfs, $"{root}/initramfs.xz"),
            (ArtifactRole.Stub, $"{root}/systemd-stub.efi"),
            (ArtifactRole.BootLoader, $"{root}/systemd-boot.efi"),
        ];
    }
}
