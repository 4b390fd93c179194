namespace ImageFactory.Formats.Xfs;

/// <summary>A name in a directory.</summary>
/// <param name="Bytes">The name in UTF-8, 1 to 255 bytes.</param>
/// <param name="Inode">What it names.</param>
/// <param name="IsDirectory">Whether that is a directory; else it is a file.</param>
internal readonly record struct XfsName(ReadOnlyMemory<byte> Bytes, uint Inode, bool IsDirectory)
{
    private const int Alignment = 8;
    private const int FixedLength = 12;
    private const int HashBits = 7;

    /// <summary>The type as directories state it.</summary>
    public byte Type => IsDirectory ? (byte)2 : (byte)1;

    /// <summary>The length of its entry in a directory of blocks: inode, length of the name, name, type and own place, aligned.</summary>
    public int EntryLength => (FixedLength + Bytes.Length + Alignment - 1) / Alignment * Alignment;

    /// <summary>The hash by which directories of blocks find it ("Directory Hash").</summary>
    public uint Hash
    {
        get
        {
            var hash = 0u;
            foreach (var value in Bytes.Span)
            {
                hash = uint.RotateLeft(hash, HashBits) ^ value;
            }

            return hash;
        }
    }
}
