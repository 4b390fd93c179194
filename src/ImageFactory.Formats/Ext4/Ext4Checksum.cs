using System.Buffers.Binary;
using ImageFactory.Formats.Compression;

namespace ImageFactory.Formats.Ext4;

/// <summary>The CRC-32C of metadata (metadata_csum): not inverted at its end, and begun with the UUID.</summary>
internal static class Ext4Checksum
{
    private const int UuidSize = 16;

    /// <summary>The checksum of the superblock, which has no beginning of its own.</summary>
    public static uint OfSuperblock(ReadOnlySpan<byte> content) => ~Crc32C.Compute(content);

    /// <summary>The checksum of a bitmap.</summary>
    public static uint OfBitmap(Guid uuid, ReadOnlySpan<byte> content) => Of(uuid, [], content);

    /// <summary>The checksum of a group descriptor, with its field for it zero.</summary>
    public static uint OfGroup(Guid uuid, int group, ReadOnlySpan<byte> content) => Of(uuid, [(uint)group], content);

    /// <summary>The checksum of what belongs to an inode of generation 0.</summary>
    public static uint OfInode(Guid uuid, uint inode, ReadOnlySpan<byte> content) => Of(uuid, [inode, 0], content);

    private static uint Of(Guid uuid, ReadOnlySpan<uint> numbers, ReadOnlySpan<byte> content)
    {
        var bytes = new byte[UuidSize + (numbers.Length * sizeof(uint)) + content.Length];
        uuid.TryWriteBytes(bytes, bigEndian: true, out var position);
        foreach (var number in numbers)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(position), number);
            position += sizeof(uint);
        }

        content.CopyTo(bytes.AsSpan(position));
        return ~Crc32C.Compute(bytes);
    }
}
