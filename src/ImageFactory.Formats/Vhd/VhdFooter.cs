using System.Buffers.Binary;

namespace ImageFactory.Formats.Vhd;

/// <summary>
/// The footer of a fixed disk (Microsoft: Virtual Hard Disk Image Format Specification 1.0, "Hard Disk Footer Format"). Numbers are
/// big-endian.
/// </summary>
internal readonly record struct VhdFooter
{
    /// <summary>Length in bytes.</summary>
    public const int Size = 512;

    /// <summary>2000-01-01 in seconds since 1970: times are counted from it.</summary>
    public const long Epoch = 946684800;

    private const uint ReservedFeature = 2;
    private const uint FormatVersion = 0x00010000;
    private const uint CreatorVersion = 0x00050003;
    private const uint FixedDisk = 2;
    private const ushort Cylinders = 65535;
    private const byte Heads = 16;
    private const byte SectorsPerTrack = 255;

    /// <summary>The length of the disk in bytes.</summary>
    public required long DiskSize { get; init; }

    /// <summary>When it was made, in seconds since <see cref="Epoch"/>.</summary>
    public required uint Time { get; init; }

    /// <summary>The identifier of the disk.</summary>
    public required Guid UniqueId { get; init; }

    public void WriteTo(Span<byte> destination)
    {
        destination[..Size].Clear();
        "conectix"u8.CopyTo(destination);
        BinaryPrimitives.WriteUInt32BigEndian(destination[8..], ReservedFeature);
        BinaryPrimitives.WriteUInt32BigEndian(destination[12..], FormatVersion);

        // A fixed disk has no header elsewhere.
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], ulong.MaxValue);
        BinaryPrimitives.WriteUInt32BigEndian(destination[24..], Time);

        // By this name readers know that the size counts and not the geometry, which is the largest one.
        "qem2"u8.CopyTo(destination[28..]);
        BinaryPrimitives.WriteUInt32BigEndian(destination[32..], CreatorVersion);
        "Wi2k"u8.CopyTo(destination[36..]);
        BinaryPrimitives.WriteInt64BigEndian(destination[40..], DiskSize);
        BinaryPrimitives.WriteInt64BigEndian(destination[48..], DiskSize);
        BinaryPrimitives.WriteUInt16BigEndian(destination[56..], Cylinders);
        destination[58] = Heads;
        destination[59] = SectorsPerTrack;
        BinaryPrimitives.WriteUInt32BigEndian(destination[60..], FixedDisk);
        _ = UniqueId.TryWriteBytes(destination[68..], bigEndian: true, out _);
        BinaryPrimitives.WriteUInt32BigEndian(destination[64..], Checksum(destination[..Size]));
    }

    // The one's complement of the sum of all bytes, its own left out.
    private static uint Checksum(ReadOnlySpan<byte> footer)
    {
        uint sum = 0;
        foreach (var value in footer)
        {
            sum += value;
        }

        return ~sum;
    }
}
