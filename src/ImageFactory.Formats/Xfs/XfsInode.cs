using System.Buffers.Binary;

namespace ImageFactory.Formats.Xfs;

/// <summary>An inode of version 3 ("On-disk Inode").</summary>
internal readonly record struct XfsInode
{
    /// <summary>Bytes for what the inode itself holds: a list of extents or a small directory.</summary>
    public const int ForkSize = XfsGeometry.InodeSize - ForkOffset;

    public const ushort Directory = 0x4000;
    public const ushort RegularFile = 0x8000;

    private const int ForkOffset = 176;
    private const int ChecksumOffset = 100;
    private const byte Version = 3;
    private const byte ExtentsFormat = 2;
    private const uint None = uint.MaxValue;

    // What mkfs.xfs leaves behind: one change to make the inode, one to fill it.
    private const ulong Changes = 2;

    public required ulong Number { get; init; }

    public required Guid Uuid { get; init; }

    /// <summary>Type and permissions; 0 for an inode that is free.</summary>
    public ushort Mode { get; init; }

    public uint Links { get; init; }

    public ushort Flags { get; init; }

    /// <summary>When it was created, changed, last written and last read: all the same.</summary>
    public long Time { get; init; }

    /// <summary>The length in bytes.</summary>
    public long Size { get; init; }

    /// <summary>What the inode itself holds.</summary>
    public XfsFork Fork { get; init; }

    public void WriteTo(Span<byte> destination)
    {
        var inode = destination[..XfsGeometry.InodeSize];
        inode.Clear();
        "IN"u8.CopyTo(inode);
        inode[4] = Version;
        BinaryPrimitives.WriteUInt32BigEndian(inode[96..], None);
        BinaryPrimitives.WriteUInt64BigEndian(inode[152..], Number);
        _ = Uuid.TryWriteBytes(inode[160..], bigEndian: true, out _);
        if (Mode != 0)
        {
            WriteUsed(inode);
        }

        XfsChecksum.WriteTo(inode, ChecksumOffset);
    }

    private void WriteUsed(Span<byte> inode)
    {
        BinaryPrimitives.WriteUInt16BigEndian(inode[2..], Mode);
        inode[5] = Fork.Format;
        BinaryPrimitives.WriteUInt32BigEndian(inode[16..], Links);
        foreach (var offset in (ReadOnlySpan<int>)[32, 40, 48, 144])
        {
            XfsTimestamp.WriteTo(inode[offset..], Time);
        }

        BinaryPrimitives.WriteInt64BigEndian(inode[56..], Size);
        BinaryPrimitives.WriteInt64BigEndian(inode[64..], Fork.Blocks);
        BinaryPrimitives.WriteInt32BigEndian(inode[76..], Fork.Extents);
        inode[83] = ExtentsFormat; // of attributes, of which there are none
        BinaryPrimitives.WriteUInt16BigEndian(inode[90..], Flags);
        BinaryPrimitives.WriteUInt64BigEndian(inode[104..], Changes);
        Fork.Bytes.Span.CopyTo(inode[ForkOffset..]);
    }
}
