using System.Buffers.Binary;
using System.Text;

namespace ImageFactory.Formats.Fat;

/// <summary>Reads the entries of a directory (Microsoft FAT specification, "Directory Structure").</summary>
internal static class FatListing
{
    private const byte EndOfDirectory = 0x00;
    private const byte Deleted = 0xE5;

    // The first byte of a name that really starts with the mark of a deleted one.
    private const byte EscapedDeleted = 0x05;

    /// <summary>The files and directories, without the directory itself, its parent, deleted ones and the label.</summary>
    public static IEnumerable<FatListedEntry> Read(ReadOnlyMemory<byte> directory)
    {
        var longName = new FatLongNameReader();
        for (var offset = 0; offset + FatDirectoryEntry.Size <= directory.Length; offset += FatDirectoryEntry.Size)
        {
            var entry = directory.Span.Slice(offset, FatDirectoryEntry.Size);
            if (entry[0] == EndOfDirectory)
            {
                yield break;
            }

            if (entry[0] == Deleted || longName.TryTake(entry))
            {
                continue;
            }

            var name = longName.Finish(entry[..FatName.ShortLength]) ?? ShortName(entry);
            if ((entry[11] & FatDirectoryEntry.VolumeLabel) == 0 && name is not ("." or ".."))
            {
                yield return Of(entry, name);
            }
        }
    }

    private static FatListedEntry Of(ReadOnlySpan<byte> entry, string name) => new()
    {
        Name = name,
        IsDirectory = (entry[11] & FatDirectoryEntry.Directory) != 0,
        IsReadOnly = (entry[11] & FatDirectoryEntry.ReadOnly) != 0,
        FirstCluster = ((uint)BinaryPrimitives.ReadUInt16LittleEndian(entry[20..]) << 16) | BinaryPrimitives.ReadUInt16LittleEndian(entry[26..]),
        Length = BinaryPrimitives.ReadUInt32LittleEndian(entry[28..]),
        Time = new FatTimestamp(BinaryPrimitives.ReadUInt16LittleEndian(entry[24..]), BinaryPrimitives.ReadUInt16LittleEndian(entry[22..])),
    };

    private static string ShortName(ReadOnlySpan<byte> entry)
    {
        var name = Encoding.Latin1.GetString(entry[..FatName.ShortLength]);
        if (entry[0] == EscapedDeleted)
        {
            name = (char)Deleted + name[1..];
        }

        var stem = Case(name[..FatName.BaseLength].TrimEnd(' '), entry[12], FatName.LowerBase);
        var extension = Case(name[FatName.BaseLength..].TrimEnd(' '), entry[12], FatName.LowerExtension);
        return extension.Length == 0 ? stem : $"{stem}.{extension}";
    }

    private static string Case(string part, byte flags, byte lower) => (flags & lower) != 0 ? part.ToLowerInvariant() : part;
}
