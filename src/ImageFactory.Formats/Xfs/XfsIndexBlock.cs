using System.Buffers.Binary;
using System.Text;

namespace ImageFactory.Formats.Xfs;

/// <summary>A btree of an allocation group that is only its root ("Short Format B+trees").</summary>
internal readonly record struct XfsIndexBlock
{
    /// <summary>Length in bytes of what is before the records.</summary>
    public const int HeaderSize = 56;

    private const int ChecksumOffset = 52;
    private const uint NoBlock = uint.MaxValue;

    /// <summary>Four characters.</summary>
    public required string Magic { get; init; }

    public required XfsGeometry Geometry { get; init; }

    public required Guid Uuid { get; init; }

    public required int Group { get; init; }

    /// <summary>Where it is in its group.</summary>
    public required uint Block { get; init; }

    /// <summary>The records, one behind the other.</summary>
    public required ReadOnlyMemory<byte> Records { get; init; }

    /// <summary>Length of a record in bytes.</summary>
    public required int RecordSize { get; init; }

    /// <summary>Writes it to its place.</summary>
    /// <param name="group">The start of the group.</param>
    public void WriteTo(Span<byte> group)
    {
        var block = group.Slice((int)Block * XfsGeometry.BlockSize, XfsGeometry.BlockSize);
        block.Clear();
        Encoding.ASCII.GetBytes(Magic, block);
        BinaryPrimitives.WriteUInt16BigEndian(block[6..], (ushort)(Records.Length / RecordSize));
        BinaryPrimitives.WriteUInt32BigEndian(block[8..], NoBlock);
        BinaryPrimitives.WriteUInt32BigEndian(block[12..], NoBlock);
        BinaryPrimitives.WriteUInt64BigEndian(block[16..], Geometry.DiskAddress(Group, Block));
        _ = Uuid.TryWriteBytes(block[32..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(block[48..], Group);
        Records.Span.CopyTo(block[HeaderSize..]);
        XfsChecksum.WriteTo(block, ChecksumOffset);
    }
}
