using System.Buffers.Binary;

namespace ImageFactory.Formats.Pe;

/// <summary>
/// The PE32+ optional header with all 16 data directories (PE Format, "Optional Header (Image Only)"). Appending sections changes
/// seven of its fields; the others are carried as the bytes that were read.
/// </summary>
internal sealed record OptionalHeader
{
    internal const int Size = 240;

    internal const ushort Pe32PlusMagic = 0x20B;

    internal const int DirectoryCount = 16;

    internal const int CheckSumField = 64;

    // Data directory 4.
    internal const int CertificateTableField = 144;

    private readonly byte[] _bytes;

    private OptionalHeader(byte[] bytes) => _bytes = bytes;

    internal required byte MajorLinkerVersion { get; init; }

    internal required byte MinorLinkerVersion { get; init; }

    internal required uint SizeOfCode { get; init; }

    internal required uint SizeOfInitializedData { get; init; }

    internal required uint SizeOfImage { get; init; }

    internal required uint SizeOfHeaders { get; init; }

    internal required uint CheckSum { get; init; }

    internal ushort Magic => BinaryPrimitives.ReadUInt16LittleEndian(_bytes);

    internal ulong ImageBase => BinaryPrimitives.ReadUInt64LittleEndian(_bytes.AsSpan(24));

    internal uint SectionAlignment => BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(32));

    internal uint FileAlignment => BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(36));

    internal uint NumberOfRvaAndSizes => BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(108));

    internal uint CertificateTableOffset => BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(CertificateTableField));

    internal uint CertificateTableSize => BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(CertificateTableField + 4));

    internal bool HasCertificateTable => CertificateTableOffset != 0 || CertificateTableSize != 0;

    internal static OptionalHeader Read(ReadOnlySpan<byte> source) => new(source[..Size].ToArray())
    {
        MajorLinkerVersion = source[2],
        MinorLinkerVersion = source[3],
        SizeOfCode = BinaryPrimitives.ReadUInt32LittleEndian(source[4..]),
        SizeOfInitializedData = BinaryPrimitives.ReadUInt32LittleEndian(source[8..]),
        SizeOfImage = BinaryPrimitives.ReadUInt32LittleEndian(source[56..]),
        SizeOfHeaders = BinaryPrimitives.ReadUInt32LittleEndian(source[60..]),
        CheckSum = BinaryPrimitives.ReadUInt32LittleEndian(source[CheckSumField..]),
    };

    internal void WriteTo(Span<byte> destination)
    {
        _bytes.CopyTo(destination);
        destination[2] = MajorLinkerVersion;
        destination[3] = MinorLinkerVersion;
        BinaryPrimitives.WriteUInt32LittleEndian(destination[4..], SizeOfCode);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[8..], SizeOfInitializedData);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[56..], SizeOfImage);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[60..], SizeOfHeaders);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[CheckSumField..], CheckSum);
    }
}
