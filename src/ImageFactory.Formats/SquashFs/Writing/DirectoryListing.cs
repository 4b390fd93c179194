using System.Buffers;
using ImageFactory.Formats.SquashFs.Structures;

namespace ImageFactory.Formats.SquashFs.Writing;

/// <summary>
/// The listing of a directory (squashfs.rst §3.3): runs of entries whose inodes start in the same metadata block, each behind a
/// header. A long listing starts a run at least every 8 KiB and has an index of those, so that a lookup reads one block of it.
/// </summary>
internal sealed class DirectoryListing
{
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly List<(int Position, byte[] FirstName)> _index = [];
    private int _indexedUpTo;

    private DirectoryListing()
    {
    }

    /// <summary>The whole listing.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.WrittenSpan;

    /// <summary>The positions of headers, and the first name behind each.</summary>
    public IReadOnlyList<(int Position, byte[] FirstName)> Index => _index;

    /// <summary>The listing of inodes that are in the order of their names and have their places.</summary>
    public static DirectoryListing Create(IReadOnlyList<PlannedInode> children)
    {
        var listing = new DirectoryListing();
        for (var first = 0; first < children.Count;)
        {
            first += listing.WriteRun(children, first);
        }

        return listing;
    }

    private int WriteRun(IReadOnlyList<PlannedInode> children, int first)
    {
        var start = _bytes.WrittenCount;
        if (start + DirectoryHeader.Size + SizeOf(children[first]) - _indexedUpTo > SquashFsFormat.MetadataBlock)
        {
            _index.Add((start, children[first].Name));
            _indexedUpTo = start;
        }

        var count = CountOfRun(children, first);
        new DirectoryHeader((uint)count - 1, children[first].Reference.Block, children[first].Number)
            .WriteTo(_bytes.GetSpan(DirectoryHeader.Size));
        _bytes.Advance(DirectoryHeader.Size);
        for (var index = first; index < first + count; index++)
        {
            WriteEntry(children[index], children[first].Number);
        }

        return count;
    }

    private int CountOfRun(IReadOnlyList<PlannedInode> children, int first)
    {
        var end = _bytes.WrittenCount + DirectoryHeader.Size;
        var count = 0;
        while (count < SquashFsFormat.EntriesPerHeader && first + count < children.Count)
        {
            var child = children[first + count];
            end += SizeOf(child);
            if (child.Reference.Block != children[first].Reference.Block
                || (count > 0 && end - _indexedUpTo > SquashFsFormat.MetadataBlock))
            {
                break;
            }

            count++;
        }

        return count;
    }

    private void WriteEntry(PlannedInode child, uint baseNumber)
    {
        var bytes = _bytes.GetSpan(SizeOf(child));
        // The numbers of a directory's entries follow each other, so that 256 of them stay far inside the 16 bits.
        var difference = (short)(child.Number - baseNumber);
        new DirectoryEntry(child.Reference.Offset, difference, (ushort)child.Node.Kind, (ushort)(child.Name.Length - 1)).WriteTo(bytes);
        child.Name.CopyTo(bytes[DirectoryEntry.Size..]);
        _bytes.Advance(SizeOf(child));
    }

    private static int SizeOf(PlannedInode child) => DirectoryEntry.Size + child.Name.Length;
}
