using System.Text;
using ImageFactory.Assets.Profiles;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Assets.Caches;

/// <summary>What an image cache may be, and where it can be put.</summary>
internal static class ImageCacheRules
{
    /// <summary>The most files: so many that what is kept of an asset with them stays small.</summary>
    public const int MostFiles = 20_000;

    /// <summary>The most bytes of all files.</summary>
    public const long MostBytes = 64L * 1024 * 1024 * 1024;

    // Names have this many bytes in both file systems; the rest is more than registries, repositories and tags need.
    private const int LongestName = 255;
    private const int LongestPath = 1024;

    private const string Blobs = "blob";
    private const string Manifests = "manifests";
    private const string DigestPrefix = "sha256-";

    /// <summary>What is said to whoever wants a cache in an asset that is no medium; null for media.</summary>
    public static string? FindFault(AssetName asset) => asset.Kind is OutputKind.Iso or OutputKind.Image
        ? null
        : $"An image cache goes into ISOs and disk images; {asset} cannot have one.";

    /// <summary>Expects a path that every medium can have.</summary>
    /// <exception cref="InvalidDataException">It is not such a path.</exception>
    public static void RequirePath(string path)
    {
        var isPath = Encoding.UTF8.GetByteCount(path) <= LongestPath
            && path.Split('/').All(name => name is not ("" or "." or "..") && Encoding.UTF8.GetByteCount(name) <= LongestName)
            && !path.EnumerateRunes().Any(rune => Rune.IsControl(rune) || rune == Rune.ReplacementChar);
        if (!isPath)
        {
            throw new InvalidDataException($"it has the path '{path}', which no boot medium can have.");
        }
    }

    /// <summary>Expects files that a machine finds images in: blobs, manifests, and no file where a directory has to be.</summary>
    /// <exception cref="InvalidDataException">They are not so.</exception>
    public static void RequireFiles(IReadOnlyCollection<string> paths)
    {
        var missing = new[] { Blobs, Manifests }.FirstOrDefault(directory => !paths.Any(path => path.StartsWith($"{directory}/", StringComparison.Ordinal)));
        if (missing is not null)
        {
            throw new InvalidDataException($"it has no directory '{missing}' with files, as 'talosctl image cache-create' makes it.");
        }

        var files = paths.ToHashSet(StringComparer.Ordinal);
        var inTheWay = paths.SelectMany(ParentsOf).FirstOrDefault(files.Contains);
        if (inTheWay is not null)
        {
            throw new InvalidDataException($"'{inTheWay}' is a file and a directory in it.");
        }
    }

    /// <summary>The digest that a file's name says its content has; null when it says none.</summary>
    /// <exception cref="InvalidDataException">The name looks like one of a digest, but is none.</exception>
    public static Digest? DigestOf(string path)
    {
        if (path.Split('/') is not ([Blobs, _] or [Manifests, .., "digest", _]))
        {
            return null;
        }

        var name = path[(path.LastIndexOf('/') + 1)..];
        return name.StartsWith(DigestPrefix, StringComparison.Ordinal) && Digest.TryParse($"sha256:{name[DigestPrefix.Length..]}", out var digest)
            ? digest
            : throw new InvalidDataException($"'{path}' is not named by a digest, such as {DigestPrefix}<64 hexadecimal digits>.");
    }

    private static IEnumerable<string> ParentsOf(string path)
    {
        for (var slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
        {
            yield return path[..slash];
        }
    }
}
