using System.Text;
using ImageFactory.Formats.Tar;

namespace ImageFactory.Assets.Build;

/// <summary>What a tar archive can hold and a squashfs image cannot.</summary>
internal static class EntryLimits
{
    private const int LongestName = 255;
    private const int LongestTarget = 4095;
    private const int LongestLabel = 64 * 1024;

    /// <summary>What does not fit, as the end of a sentence, or null.</summary>
    public static string? FindFault(string path, TarEntry entry, ReadOnlyMemory<byte> label)
    {
        if (path.Split('/').Any(name => Encoding.UTF8.GetByteCount(name) > LongestName))
        {
            return $"has '{path}', in which a name is longer than {LongestName} bytes";
        }

        if (entry.Type == TarEntryType.Symlink
            && (Encoding.UTF8.GetByteCount(entry.LinkTarget) > LongestTarget || entry.LinkTarget.Contains('\0', StringComparison.Ordinal)))
        {
            return $"has the link '{path}', whose target is longer than {LongestTarget} bytes or has a zero in it";
        }

        return label.Length > LongestLabel ? $"has '{path}', whose SELinux label is longer than {LongestLabel} bytes" : null;
    }
}
