using System.Buffers.Binary;
using System.Text;

namespace ImageFactory.Formats.Iso9660;

/// <summary>The primary volume descriptor (ECMA-119, 8.4).</summary>
internal readonly record struct PrimaryVolumeDescriptor
{
    /// <summary>Length in bytes.</summary>
    public const int Size = 2048;

    public required Iso9660Options Options { get; init; }

    /// <summary>Blocks of the volume.</summary>
    public required uint Blocks { get; init; }

    public required uint PathTableSize { get; init; }

    /// <summary>The block of the little-endian path table.</summary>
    public required uint LittleEndianPathTable { get; init; }

    /// <summary>The block of the big-endian path table.</summary>
    public required uint BigEndianPathTable { get; init; }

    /// <summary>The root directory, without system use.</summary>
    public required DirectoryRecord Root { get; init; }

    public void WriteTo(Span<byte> destination)
    {
        destination[..Size].Clear();
        destination[0] = 1;
        "CD001"u8.CopyTo(destination[1..]);
        destination[6] = 1;
        WriteText(destination.Slice(8, 32), string.Empty);
        WriteText(destination.Slice(40, 32), Options.VolumeId);
        BothEndian.Write32(destination[80..], Blocks);
        BothEndian.Write16(destination[120..], 1);
        BothEndian.Write16(destination[124..], 1);
        BothEndian.Write16(destination[128..], Iso9660Layout.BlockSize);
        BothEndian.Write32(destination[132..], PathTableSize);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[140..], LittleEndianPathTable);
        BinaryPrimitives.WriteUInt32BigEndian(destination[148..], BigEndianPathTable);
        Root.WriteTo(destination[156..]);
        WriteText(destination.Slice(190, 128), Options.VolumeSetId);

        // Publisher, preparer, application, and the files of copyright, abstract and bibliography: none.
        WriteText(destination.Slice(318, 495), string.Empty);
        IsoTimestamp.WriteLong(destination[813..], Options.Time);
        IsoTimestamp.WriteLong(destination[830..], Options.Time);
        IsoTimestamp.WriteUnspecified(destination[847..]);
        IsoTimestamp.WriteUnspecified(destination[864..]);
        destination[881] = 1;
    }

    private static void WriteText(Span<byte> field, string text)
    {
        field.Fill((byte)' ');
        Encoding.ASCII.GetBytes(text, field);
    }
}
