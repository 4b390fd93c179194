using System.Buffers.Binary;

namespace ImageFactory.Formats.Tests.SquashFs;

/// <summary>
/// An image made by hand, with stored metadata: a root directory (inode number 1) at 0:0 of the inode table, and a listing of one
/// header whose entries all lead to that same inode unless told otherwise.
/// </summary>
internal sealed class RawImage
{
    private readonly List<byte> _listing = [];
    private uint _entries;

    public ushort InodeType { get; init; } = 1;

    public ushort RootOffset { get; init; }

    public ushort Compressor { get; init; } = 1;

    public RawImage Add(byte[] name, ushort offset = 0, ushort kind = 1, short number = 0)
    {
        _entries++;
        _listing.AddRange(Numbers(offset, (ushort)number, kind, (ushort)(name.Length - 1)));
        _listing.AddRange(name);
        return this;
    }

    public byte[] ToBytes()
    {
        byte[] header = [.. BitConverter.GetBytes(_entries - 1), .. BitConverter.GetBytes(0), .. BitConverter.GetBytes(1)];
        byte[] listing = _entries == 0 ? [] : [.. header, .. _listing];
        var image = new List<byte>(new byte[96]);
        var inodes = Append(image, [.. Inode(listing.Length)]);
        var directories = listing.Length == 0 ? image.Count : Append(image, listing);
        var ids = Append(image, new byte[4]);
        var idTable = image.Count;
        image.AddRange(BitConverter.GetBytes((long)ids));
        var bytes = image.ToArray();
        WriteSuperblock(bytes, idTable, inodes, directories);
        return bytes;
    }

    private IEnumerable<byte> Inode(int listingLength) =>
    [
        .. Numbers(InodeType, 0x1ED, 0, 0),
        .. BitConverter.GetBytes(0),
        .. BitConverter.GetBytes(1),
        .. BitConverter.GetBytes(0),
        .. BitConverter.GetBytes(2),
        .. Numbers((ushort)(listingLength + 3), 0),
        .. BitConverter.GetBytes(2),
    ];

    private void WriteSuperblock(Span<byte> bytes, int idTable, int inodes, int directories)
    {
        "hsqs"u8.CopyTo(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[4..], 1);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[12..], 131_072);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[20..], Compressor);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[22..], 17);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[26..], 1);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[28..], 4);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[32..], RootOffset);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[40..], (ulong)bytes.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[48..], (ulong)idTable);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[56..], ulong.MaxValue);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[64..], (ulong)inodes);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[72..], (ulong)directories);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[80..], (ulong)idTable);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[88..], ulong.MaxValue);
    }

    private static int Append(List<byte> image, byte[] metadata)
    {
        var position = image.Count;
        image.AddRange(Numbers((ushort)(metadata.Length | 0x8000)));
        image.AddRange(metadata);
        return position;
    }

    private static IEnumerable<byte> Numbers(params ushort[] values) => values.SelectMany(BitConverter.GetBytes);
}
