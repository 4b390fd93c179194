namespace ImageFactory.Formats.Ext4;

/// <summary>A name in a directory.</summary>
/// <param name="Bytes">The name in UTF-8, 1 to 255 bytes.</param>
/// <param name="Inode">What it names.</param>
/// <param name="IsDirectory">Whether that is a directory; else it is a file.</param>
internal readonly record struct Ext4Name(ReadOnlyMemory<byte> Bytes, uint Inode, bool IsDirectory)
{
    private const int FixedLength = 8;
    private const int Alignment = 4;

    /// <summary>The length of its entry: inode, length of the entry, length of the name, type and name, aligned.</summary>
    public int EntryLength => (FixedLength + Bytes.Length + Alignment - 1) / Alignment * Alignment;

    /// <summary>The type as directories state it.</summary>
    public byte Type => IsDirectory ? (byte)2 : (byte)1;
}
