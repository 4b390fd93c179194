using System.Text;
using ImageFactory.Formats.SquashFs.Structures;

namespace ImageFactory.Formats.SquashFs.Reading;

/// <summary>
/// Reads the listings of directories (squashfs.rst §3.3). Names that would lead out of a directory, or that stand twice or out of
/// order, are refused: an extractor may trust them.
/// </summary>
internal sealed class ListingParser(ImageTables tables, InodeParser inodes, int maxEntries)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>What is in a directory, by the bytes of the names.</summary>
    /// <exception cref="InvalidDataException">The listing is damaged or too long.</exception>
    public IReadOnlyList<(string Name, SquashFsInode Inode)> Parse(SquashFsInode directory)
    {
        var entries = new List<(string, SquashFsInode)>();
        var cursor = new MetadataCursor(tables.Directories[directory.Content], 0);
        ReadOnlySpan<byte> previous = [];
        while (!cursor.IsAtEnd)
        {
            var header = DirectoryHeader.Read(cursor.Take(DirectoryHeader.Size));
            if (header.LastEntry >= SquashFsFormat.EntriesPerHeader || entries.Count + header.LastEntry >= maxEntries)
            {
                throw new InvalidDataException($"A squashfs directory has more than {maxEntries} entries, or too many behind a header.");
            }

            for (var index = 0; index <= header.LastEntry; index++)
            {
                var entry = DirectoryEntry.Read(cursor.Take(DirectoryEntry.Size));
                var name = cursor.Take(entry.LastNameByte + 1);
                entries.Add((DecodeName(name, previous), FindInode(header, entry)));
                previous = name;
            }
        }

        return entries;
    }

    private static string DecodeName(ReadOnlySpan<byte> name, ReadOnlySpan<byte> previous)
    {
        if (name.Length > SquashFsFormat.LongestName
            || name.ContainsAny((byte)0, (byte)'/')
            || name.SequenceEqual("."u8)
            || name.SequenceEqual(".."u8)
            || name.SequenceCompareTo(previous) <= 0)
        {
            throw new InvalidDataException($"A squashfs directory cannot have the name '{Encoding.UTF8.GetString(name)}' there.");
        }

        try
        {
            return Utf8.GetString(name);
        }
        catch (DecoderFallbackException fault)
        {
            throw new InvalidDataException("A squashfs directory has a name that is not UTF-8.", fault);
        }
    }

    private SquashFsInode FindInode(DirectoryHeader header, DirectoryEntry entry)
    {
        var inode = inodes.Parse(new MetadataReference(header.StartBlock, entry.Offset));
        return (ushort)inode.Kind == entry.Kind && inode.Number == (long)header.BaseNumber + entry.NumberDifference
            ? inode
            : throw new InvalidDataException("A squashfs directory entry and its inode contradict each other.");
    }
}
