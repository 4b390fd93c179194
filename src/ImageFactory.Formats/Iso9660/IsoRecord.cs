namespace ImageFactory.Formats.Iso9660;

/// <summary>A directory record before its blocks are known.</summary>
internal sealed class IsoRecord
{
    public IsoRecord(ReadOnlyMemory<byte> identifier, long time, SystemUse systemUse)
    {
        Identifier = identifier;
        Time = time;
        SystemUse = systemUse;
    }

    public ReadOnlyMemory<byte> Identifier { get; }

    public long Time { get; }

    public SystemUse SystemUse { get; }

    /// <summary>The directory that it names; null for a file.</summary>
    public IsoDirectory? Directory { get; init; }

    /// <summary>The file that it names; null for a directory.</summary>
    public Iso9660Entry? File { get; init; }

    /// <summary>Where the record's part of a long file starts in the file, in bytes.</summary>
    public long PartOffset { get; init; }

    /// <summary>The length of that part.</summary>
    public uint PartLength { get; init; }

    /// <summary>Whether another part follows.</summary>
    public bool HasMore { get; init; }

    /// <summary>The offset in the directory's extent, in bytes.</summary>
    public int Offset { get; set; }

    /// <summary>The offset of what does not fit into the record, behind the directory's extent, in bytes.</summary>
    public int OutsideOffset { get; set; }

    /// <summary>Length in bytes.</summary>
    public int Size => DirectoryRecord.SizeOf(Identifier.Length, SystemUse.Length);
}
