using System.Text;
using ImageFactory.Formats.Archives;

namespace ImageFactory.Formats.Cpio;

/// <summary>Where everything of an archive lies.</summary>
public sealed class CpioLayout
{
    /// <summary>The length of an archive is a multiple of so many bytes, as GNU cpio writes it.</summary>
    public const int BlockSize = 512;

    private CpioLayout(IReadOnlyList<CpioPlacement> placements, long trailerOffset)
    {
        Placements = placements;
        TrailerOffset = trailerOffset;
    }

    /// <summary>The entries in their order.</summary>
    public IReadOnlyList<CpioPlacement> Placements { get; }

    /// <summary>The offset of the trailer's header in bytes.</summary>
    public long TrailerOffset { get; }

    /// <summary>The length of the archive in bytes.</summary>
    public long Length => Align(ContentOffset(TrailerOffset, CpioHeader.TrailerName), BlockSize);

    /// <summary>Lays the archive of a tree out.</summary>
    public static CpioLayout Create(CpioTree tree)
    {
        var subdirectories = tree.Entries
            .Where(entry => entry.Type == CpioEntryType.Directory)
            .CountBy(entry => ArchivePath.Parent(entry.Path) ?? string.Empty, StringComparer.Ordinal)
            .ToDictionary(StringComparer.Ordinal);
        var placements = new List<CpioPlacement>(tree.Entries.Count);
        var offset = 0L;
        foreach (var entry in tree.Entries)
        {
            var links = entry.Type == CpioEntryType.Directory ? 2 + subdirectories.GetValueOrDefault(entry.Path) : 1;
            var placement = new CpioPlacement(entry, links, offset, ContentOffset(offset, entry.Path));
            placements.Add(placement);
            offset = placement.End;
        }

        return new CpioLayout(placements, offset);
    }

    internal static long Align(long offset, int alignment) => checked(offset + alignment - 1) / alignment * alignment;

    private static long ContentOffset(long headerOffset, string name) =>
        Align(headerOffset + CpioHeader.Size + Encoding.UTF8.GetByteCount(name) + 1, CpioHeader.Alignment);
}
