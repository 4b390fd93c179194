using System.Buffers.Binary;
using System.Text;

namespace ImageFactory.Formats.Pe;

/// <summary>
/// A row of the section table (PE Format, "Section Table (Section Headers)"). The relocation and line number fields have no
/// meaning in an image: they are not read, and written as zero.
/// </summary>
public sealed record PeSection
{
    internal const int Size = 40;

    internal const int NameSize = 8;

    internal const uint InitializedData = 0x00000040;

    internal const uint MemoryRead = 0x40000000;

    /// <summary>The name: at most 8 characters. Names may repeat.</summary>
    public required string Name { get; init; }

    /// <summary>Size in memory, in bytes; of an appended section exactly the length of its content.</summary>
    public required uint VirtualSize { get; init; }

    /// <summary>Where the section is loaded, relative to the image base.</summary>
    public required uint VirtualAddress { get; init; }

    /// <summary>SizeOfRawData: bytes in the file, with padding.</summary>
    public required uint RawSize { get; init; }

    /// <summary>PointerToRawData: offset in the file.</summary>
    public required uint RawOffset { get; init; }

    /// <summary>The IMAGE_SCN_ flags.</summary>
    public required uint Characteristics { get; init; }

    internal long RawEnd => (long)RawOffset + RawSize;

    internal long VirtualEnd => (long)VirtualAddress + VirtualSize;

    internal static PeSection Read(ReadOnlySpan<byte> source)
    {
        var name = source[..NameSize];
        var end = name.IndexOf((byte)0);
        return new PeSection
        {
            Name = Encoding.Latin1.GetString(end < 0 ? name : name[..end]),
            VirtualSize = BinaryPrimitives.ReadUInt32LittleEndian(source[8..]),
            VirtualAddress = BinaryPrimitives.ReadUInt32LittleEndian(source[12..]),
            RawSize = BinaryPrimitives.ReadUInt32LittleEndian(source[16..]),
            RawOffset = BinaryPrimitives.ReadUInt32LittleEndian(source[20..]),
            Characteristics = BinaryPrimitives.ReadUInt32LittleEndian(source[36..]),
        };
    }

    internal void WriteTo(Span<byte> destination)
    {
        destination[..Size].Clear();
        Encoding.Latin1.GetBytes(Name, destination[..NameSize]);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[8..], VirtualSize);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[12..], VirtualAddress);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[16..], RawSize);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[20..], RawOffset);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[36..], Characteristics);
    }
}
