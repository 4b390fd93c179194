using System.Buffers.Binary;
using System.Text;

namespace ImageFactory.Formats.Fat;

/// <summary>A short directory entry (Microsoft FAT specification, "Directory Structure").</summary>
internal readonly record struct FatDirectoryEntry
{
    /// <summary>Length in bytes.</summary>
    public const int Size = 32;

    public const byte ReadOnly = 0x01;

    public const byte VolumeLabel = 0x08;

    public const byte Directory = 0x10;

    /// <summary>Eleven characters, padded with spaces.</summary>
    public required string Name { get; init; }

    public required byte Attributes { get; init; }

    public byte CaseFlags { get; init; }

    /// <summary>When it was created, last written and last read: all the same.</summary>
    public required FatTimestamp Time { get; init; }

    public uint FirstCluster { get; init; }

    public uint FileSize { get; init; }

    public void WriteTo(Span<byte> destination)
    {
        Encoding.ASCII.GetBytes(Name, destination);
        destination[11] = Attributes;
        destination[12] = CaseFlags;
        destination[13] = 0;
        BinaryPrimitives.WriteUInt16LittleEndian(destination[14..], Time.Time);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[16..], Time.Date);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[18..], Time.Date);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[20..], (ushort)(FirstCluster >> 16));
        BinaryPrimitives.WriteUInt16LittleEndian(destination[22..], Time.Time);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[24..], Time.Date);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[26..], (ushort)(FirstCluster & ushort.MaxValue));
        BinaryPrimitives.WriteUInt32LittleEndian(destination[28..], FileSize);
    }
}
