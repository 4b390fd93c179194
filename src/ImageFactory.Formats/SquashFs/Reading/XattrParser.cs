using System.Buffers.Binary;
using System.Text;
using ImageFactory.Formats.SquashFs.Structures;

namespace ImageFactory.Formats.SquashFs.Reading;

/// <summary>Reads extended attributes (squashfs.rst §3.8).</summary>
internal sealed class XattrParser(ImageTables tables)
{
    // A value may be shared by many entries, so that a small table could name a great deal.
    private const int MostBytes = 1024 * 1024;

    /// <exception cref="InvalidDataException">The attributes are damaged or too long.</exception>
    public IReadOnlyList<SquashFsXattr> Parse(uint id)
    {
        if (id == SquashFsFormat.None)
        {
            return [];
        }

        if (id >= tables.XattrIds.Length / XattrIdEntry.Size)
        {
            throw new InvalidDataException($"A squashfs inode names the attributes {id}, which are not there.");
        }

        var entry = XattrIdEntry.Read(tables.XattrIds.AsSpan((int)id * XattrIdEntry.Size));
        var cursor = tables.Xattrs.From(MetadataReference.Unpack(entry.Reference));
        var xattrs = new List<SquashFsXattr>();
        var bytes = 0;
        for (uint index = 0; index < entry.Count; index++)
        {
            var xattr = ParseNext(ref cursor);
            bytes += XattrEntry.Size + xattr.Name.Length + xattr.Value.Length;
            if (bytes > MostBytes)
            {
                throw new InvalidDataException($"A squashfs inode has more than {MostBytes} bytes of attributes.");
            }

            xattrs.Add(xattr);
        }

        return xattrs;
    }

    private SquashFsXattr ParseNext(ref MetadataCursor cursor)
    {
        var entry = XattrEntry.Read(cursor.Take(XattrEntry.Size));
        var prefix = entry.Type & SquashFsFormat.XattrPrefixMask;
        if (prefix >= SquashFsFormat.XattrPrefixes.Length)
        {
            throw new InvalidDataException($"A squashfs attribute has the unknown type {entry.Type}.");
        }

        var name = SquashFsFormat.XattrPrefixes[prefix] + Encoding.UTF8.GetString(cursor.Take(entry.NameSize));
        var value = TakeValue(ref cursor);
        if ((entry.Type & SquashFsFormat.XattrOutOfLine) == 0)
        {
            return new SquashFsXattr(name, value.ToArray());
        }

        if (value.Length != sizeof(ulong))
        {
            throw new InvalidDataException("A squashfs attribute has a damaged reference to its value.");
        }

        var place = MetadataReference.Unpack(BinaryPrimitives.ReadUInt64LittleEndian(value));
        var elsewhere = tables.Xattrs.From(place);
        return new SquashFsXattr(name, TakeValue(ref elsewhere).ToArray());
    }

    private static ReadOnlySpan<byte> TakeValue(ref MetadataCursor cursor)
    {
        var size = cursor.TakeUInt32();
        return size <= SquashFsFormat.LongestXattrValue
            ? cursor.Take(size)
            : throw new InvalidDataException($"The value of a squashfs attribute has {size} bytes.");
    }
}
