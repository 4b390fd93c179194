using System.Text;
using ImageFactory.Formats.Tar;

namespace ImageFactory.Assets.Build;

/// <summary>How large an extension may be, in all layers of its image together. The largest that are known have a tenth of it.</summary>
internal sealed record ExtensionLimits
{
    /// <summary>The most files, directories and links.</summary>
    public int MaxEntries { get; init; } = 100_000;

    /// <summary>The most bytes of files.</summary>
    public long MaxBytes { get; init; } = 8L * 1024 * 1024 * 1024;

    /// <summary>The most bytes of paths, link targets and labels, which stay in memory.</summary>
    public long MaxNames { get; init; } = 32 * 1024 * 1024;

    /// <summary>The most layers: what an upper one covers is read all the same.</summary>
    public int MaxLayers { get; init; } = 32;

    /// <summary>Starts to count an extension's entries: gives what is too much, as the end of a sentence, or null.</summary>
    public Func<TarEntry, string?> Count()
    {
        var (entries, bytes, names) = (0, 0L, 0L);
        return entry =>
        {
            entries++;
            bytes += entry.Size;
            names += Encoding.UTF8.GetByteCount(entry.Path) + Encoding.UTF8.GetByteCount(entry.LinkTarget) + entry.Xattrs.Sum(xattr => (long)xattr.Value.Length);
            if (entries > MaxEntries)
            {
                return $"has more than {MaxEntries} entries";
            }

            if (bytes > MaxBytes)
            {
                return $"has more than {MaxBytes} bytes of files";
            }

            return names > MaxNames ? $"has more than {MaxNames} bytes of names" : null;
        };
    }
}
