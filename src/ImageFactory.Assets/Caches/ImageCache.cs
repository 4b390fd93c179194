using System.Globalization;
using System.Text;
using ImageFactory.Assets.Artifacts;
using ImageFactory.Boot.Cache;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Assets.Caches;

/// <summary>Container images that a machine finds on its boot medium instead of a registry; their files are in the store.</summary>
public sealed class ImageCache
{
    /// <summary>A cache of these files.</summary>
    /// <param name="files">Each named by its path from the root of the cache.</param>
    public ImageCache(IEnumerable<Artifact> files)
    {
        Files = [.. files.OrderBy(file => file.Name, StringComparer.Ordinal)];
        Digest = Digest.OfBytes(Encoding.UTF8.GetBytes(string.Concat(Files.Select(file =>
            string.Create(CultureInfo.InvariantCulture, $"{file.Digest} {file.Length} {file.Name}\n")))));
    }

    /// <summary>The files, in order of their paths.</summary>
    public IReadOnlyList<Artifact> Files { get; }

    /// <summary>What names paths and contents of all files: the same for a directory as for an image with the same files.</summary>
    public Digest Digest { get; }

    /// <summary>The files as media take them; contents are referenced.</summary>
    public CacheTree Tree() => new(Files.Select(file => new CacheFile(file.Name, file.Map())));
}
