using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using ImageFactory.Formats.Compression;
using ImageFactory.Formats.SquashFs.Structures;

namespace ImageFactory.Formats.SquashFs.Writing;

/// <summary>
/// The extended attributes (squashfs.rst §3.8). Inodes with the same attributes share an id. Values are always kept beside their
/// names: those that occur are short and compress away.
/// </summary>
internal sealed class XattrTable(IBlockCodec codec)
{
    private readonly MetadataWriter _attributes = new(codec);
    private readonly Dictionary<string, uint> _known = new(StringComparer.Ordinal);
    private readonly ArrayBufferWriter<byte> _ids = new();

    public uint Count => (uint)_known.Count;

    /// <summary>The attributes and where their blocks start.</summary>
    public ReadOnlyMemory<byte> Finish() => _attributes.Finish().Bytes;

    /// <summary>The id entries.</summary>
    public ReadOnlySpan<byte> Ids => _ids.WrittenSpan;

    /// <summary>The id of a set of attributes, or <see cref="SquashFsFormat.None"/> for none.</summary>
    /// <exception cref="ArgumentException">An attribute cannot be kept in squashfs, or a name occurs twice.</exception>
    public uint IdOf(IReadOnlyList<SquashFsXattr> xattrs)
    {
        if (xattrs.Count == 0)
        {
            return SquashFsFormat.None;
        }

        var list = Serialize(xattrs);
        var key = Encoding.Latin1.GetString(list);
        if (!_known.TryGetValue(key, out var id))
        {
            id = Count;
            _known.Add(key, id);
            new XattrIdEntry(_attributes.Position.Packed, (uint)xattrs.Count, (uint)list.Length)
                .WriteTo(_ids.GetSpan(XattrIdEntry.Size));
            _ids.Advance(XattrIdEntry.Size);
            _attributes.Write(list);
        }

        return id;
    }

    private static byte[] Serialize(IReadOnlyList<SquashFsXattr> xattrs)
    {
        var list = new ArrayBufferWriter<byte>();
        var previous = string.Empty;
        foreach (var xattr in xattrs.OrderBy(xattr => xattr.Name, StringComparer.Ordinal))
        {
            if (string.Equals(xattr.Name, previous, StringComparison.Ordinal))
            {
                throw new ArgumentException($"The attribute '{xattr.Name}' occurs twice.", nameof(xattrs));
            }

            previous = xattr.Name;
            Append(list, xattr);
        }

        return list.WrittenSpan.ToArray();
    }

    private static void Append(ArrayBufferWriter<byte> list, SquashFsXattr xattr)
    {
        var type = Array.FindIndex(SquashFsFormat.XattrPrefixes, prefix => xattr.Name.StartsWith(prefix, StringComparison.Ordinal));
        if (type < 0)
        {
            throw new ArgumentException(
                $"Squashfs keeps the attributes user., trusted. and security., not '{xattr.Name}'.", nameof(xattr));
        }

        var name = Encoding.UTF8.GetBytes(xattr.Name[SquashFsFormat.XattrPrefixes[type].Length..]);
        if (name.Length is 0 or > SquashFsFormat.LongestName || xattr.Value.Length > SquashFsFormat.LongestXattrValue)
        {
            throw new ArgumentException($"The name or the value of the attribute '{xattr.Name}' is too long or empty.", nameof(xattr));
        }

        var size = XattrEntry.Size + name.Length + sizeof(uint) + xattr.Value.Length;
        var bytes = list.GetSpan(size);
        new XattrEntry((ushort)type, (ushort)name.Length).WriteTo(bytes);
        name.CopyTo(bytes[XattrEntry.Size..]);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[(XattrEntry.Size + name.Length)..], (uint)xattr.Value.Length);
        xattr.Value.Span.CopyTo(bytes[(XattrEntry.Size + name.Length + sizeof(uint))..]);
        list.Advance(size);
    }
}
