using System.Buffers.Binary;

namespace ImageFactory.Formats.SquashFs.Structures;

/// <summary>A block or character device, behind the header (struct squashfs_dev_inode).</summary>
/// <param name="LinkCount">The number of names.</param>
/// <param name="Device">Major and minor number as <see cref="DeviceNumber"/> packs them.</param>
internal readonly record struct DeviceInode(uint LinkCount, uint Device)
{
    public const int Size = 8;

    public static DeviceInode Read(ReadOnlySpan<byte> source) => new(
        BinaryPrimitives.ReadUInt32LittleEndian(source),
        BinaryPrimitives.ReadUInt32LittleEndian(source[4..]));

    public void WriteTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(destination, LinkCount);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[4..], Device);
    }
}
