using ImageFactory.Assets.Profiles;

namespace ImageFactory.Assets.Artifacts;

/// <summary>Where the imager image keeps what a machine boots.</summary>
internal static class ArtifactPaths
{
    private const string Grub = "usr/lib/grub";

    private static readonly HashSet<string> All =
        Enum.GetValues<Architecture>().SelectMany(Of).Select(artifact => artifact.Path).ToHashSet(StringComparer.Ordinal);

    // What GRUB's images are made of; the imager has the same modules for people to read beside them.
    private static readonly string[] GrubSuffixes = [".mod", ".img", ".lst"];

    /// <summary>Whether a file is an artifact.</summary>
    public static bool IsArtifact(string path) => All.Contains(path);

    /// <summary>Where the files of a directory that is an artifact lie: directory and name; null for any other file.</summary>
    public static (string Directory, string Name)? FindInDirectory(string path)
    {
        var slash = path.LastIndexOf('/');
        return slash > 0
            && path.StartsWith(Grub, StringComparison.Ordinal)
            && All.Contains(path[..slash])
            && GrubSuffixes.Contains(Path.GetExtension(path), StringComparer.Ordinal)
                ? (path[..slash], path[(slash + 1)..])
                : null;
    }

    /// <summary>The artifacts of an architecture.</summary>
    public static IReadOnlyList<(ArtifactRole Role, string Path)> Of(Architecture architecture)
    {
        var root = $"usr/install/{architecture.Name()}";
        (ArtifactRole Role, string Path)[] common =
        [
            (ArtifactRole.Kernel, $"{root}/vmlinuz"),
            (ArtifactRole.Initramfs, $"{root}/initramfs.xz"),
            (ArtifactRole.Stub, $"{root}/systemd-stub.efi"),
            (ArtifactRole.BootLoader, $"{root}/systemd-boot.efi"),
        ];
        return architecture is Architecture.Amd64
            ? [.. common, (ArtifactRole.GrubBios, $"{Grub}/i386-pc"), (ArtifactRole.GrubEfi, $"{Grub}/x86_64-efi")]
            : [.. common, (ArtifactRole.GrubEfi, $"{Grub}/arm64-efi")];
    }
}
