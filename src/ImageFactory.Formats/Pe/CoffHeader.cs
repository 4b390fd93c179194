using System.Buffers.Binary;

namespace ImageFactory.Formats.Pe;

/// <summary>The COFF file header (PE Format, "COFF File Header (Object and Image)").</summary>
internal readonly record struct CoffHeader
{
    internal const int Size = 20;

    internal required ushort Machine { get; init; }

    internal required ushort NumberOfSections { get; init; }

    internal required uint TimeDateStamp { get; init; }

    internal required uint PointerToSymbolTable { get; init; }

    internal required uint NumberOfSymbols { get; init; }

    internal required ushort SizeOfOptionalHeader { get; init; }

    internal required ushort Characteristics { get; init; }

    internal static CoffHeader Read(ReadOnlySpan<byte> source) => new()
    {
        Machine = BinaryPrimitives.ReadUInt16LittleEndian(source),
        NumberOfSections = BinaryPrimitives.ReadUInt16LittleEndian(source[2..]),
        TimeDateStamp = BinaryPrimitives.ReadUInt32LittleEndian(source[4..]),
        PointerToSymbolTable = BinaryPrimitives.ReadUInt32LittleEndian(source[8..]),
        NumberOfSymbols = BinaryPrimitives.ReadUInt32LittleEndian(source[12..]),
        SizeOfOptionalHeader = BinaryPrimitives.ReadUInt16LittleEndian(source[16..]),
        Characteristics = BinaryPrimitives.ReadUInt16LittleEndian(source[18..]),
    };

    internal void WriteTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(destination, Machine);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[2..], NumberOfSections);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[4..], TimeDateStamp);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[8..], PointerToSymbolTable);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[12..], NumberOfSymbols);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[16..], SizeOfOptionalHeader);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[18..], Characteristics);
    }
}
