using System.Buffers.Binary;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Pe;

/// <summary>
/// The signatures of a PE file: what they cover (Windows Authenticode Portable Executable Signature Format, "Calculating the PE
/// Image Hash") and the table at the end of the file that holds them (PE Format, "The Attribute Certificate Table").
/// </summary>
public sealed class PeCertificates
{
    private const int Alignment = 8;

    private const int EntryHeaderSize = 8;

    private const ushort Revision2 = 0x0200;

    private const ushort TypePkcsSignedData = 0x0002;

    private const int ChecksumSize = 4;

    private const int DirectorySize = 8;

    private const int LongestTable = 1024 * 1024;

    private readonly PeFile _file;
    private readonly long _end;
    private readonly int _checksumField;
    private readonly int _directoryField;

    private PeCertificates(PeFile file, long end)
    {
        _file = file;
        _end = end;
        _checksumField = file.OptionalHeaderOffset + OptionalHeader.CheckSumField;
        _directoryField = file.OptionalHeaderOffset + OptionalHeader.CertificateTableField;
        Existing = file.Content.Slice(end, file.Content.Length - end);
        HashedHeaders = ExtentMap.Concat(
            file.Content.Slice(0, _checksumField),
            Between(_checksumField + ChecksumSize, _directoryField),
            Between(_directoryField + DirectorySize, file.Optional.SizeOfHeaders));
    }

    /// <summary>The table as it is; empty for a file without signatures.</summary>
    public ExtentMap Existing { get; }

    /// <summary>The part of the headers that the image hash covers: all but the fields that signing changes.</summary>
    public ExtentMap HashedHeaders { get; }

    /// <summary>
    /// All that the image hash covers: the headers, the sections in the order of the file, and the bytes that are left over; padded to
    /// a multiple of 8 bytes like the signed file.
    /// </summary>
    public ExtentMap Hashed
    {
        get
        {
            var builder = new ExtentMapBuilder();
            long covered = _file.Optional.SizeOfHeaders;
            foreach (var section in _file.Sections.Where(section => section.RawSize > 0).OrderBy(section => section.RawOffset))
            {
                builder.Append(_file.RawData(section));
                covered += section.RawSize;
            }

            var body = builder.Append(Between(covered, _end)).Build();
            return ExtentMap.Concat(HashedHeaders, body, Padding);
        }
    }

    /// <summary>The file's bytes as the CheckSum field counts them, without the fields that signing changes and without the table.</summary>
    public ExtentMap Summed => ExtentMap.Concat(HashedHeaders, Between(_file.Optional.SizeOfHeaders, _end), Padding);

    private ExtentMap Padding => ExtentMap.OfZeros((Alignment - (_end % Alignment)) % Alignment);

    /// <summary>The signatures of a file.</summary>
    /// <exception cref="InvalidDataException">The headers, the sections and the table of the file do not follow each other.</exception>
    public static PeCertificates Of(PeFile file)
    {
        var optional = file.Optional;
        var end = file.Content.Length;
        if (optional.HasCertificateTable)
        {
            end = optional.CertificateTableOffset;
            if (end % Alignment != 0 || end + optional.CertificateTableSize != file.Content.Length)
            {
                throw new InvalidDataException(
                    $"The certificate table is said to be at byte {end} with {optional.CertificateTableSize} bytes, "
                    + $"but the file ends at byte {file.Content.Length}.");
            }
        }

        var data = file.Sections.Where(section => section.RawSize > 0).ToList();
        var first = data.Count == 0 ? end : data.Min(section => section.RawOffset);
        var last = data.Count == 0 ? 0 : data.Max(section => section.RawEnd);
        return optional.SizeOfHeaders >= file.OptionalHeaderOffset + OptionalHeader.Size && optional.SizeOfHeaders <= first && last <= end
            ? new PeCertificates(file, end)
            : throw new InvalidDataException(
                $"The headers take {optional.SizeOfHeaders} bytes, the sections bytes {first} to {last}, and the signed part ends at byte {end}.");
    }

    /// <summary>The file with one more signature.</summary>
    /// <param name="signedData">A PKCS #7 SignedData in DER, with its ContentInfo.</param>
    /// <param name="checksum">A sum that has seen <see cref="Summed"/> and <see cref="Existing"/>; the rest is added to it.</param>
    /// <exception cref="InvalidDataException">The file would be too large for PE.</exception>
    public ExtentMap Append(ReadOnlySpan<byte> signedData, PeChecksum checksum)
    {
        var entry = Entry(signedData);
        var start = _end + Padding.Length;
        if (start + Existing.Length + entry.Length > uint.MaxValue)
        {
            throw new InvalidDataException($"A signature at byte {start} does not fit: PE files end at 4 GiB.");
        }

        var directory = new byte[DirectorySize];
        BinaryPrimitives.WriteUInt32LittleEndian(directory, (uint)start);
        BinaryPrimitives.WriteUInt32LittleEndian(directory.AsSpan(4), (uint)(Existing.Length + entry.Length));
        checksum.Append(directory);
        checksum.Append(entry);
        var sum = new byte[ChecksumSize];
        BinaryPrimitives.WriteUInt32LittleEndian(sum, checksum.Compute((uint)(start + Existing.Length + entry.Length)));
        return new ExtentMapBuilder()
            .Append(_file.Content.Slice(0, _checksumField))
            .AppendBytes(sum)
            .Append(Between(_checksumField + ChecksumSize, _directoryField))
            .AppendBytes(directory)
            .Append(Between(_directoryField + DirectorySize, _end))
            .Append(Padding)
            .Append(Existing)
            .AppendBytes(entry)
            .Build();
    }

    /// <summary>The PKCS #7 SignedData of each signature in the table; entries of other types are passed over.</summary>
    /// <exception cref="FileNotFoundException">A blob is not there.</exception>
    /// <exception cref="InvalidDataException">The table is damaged, or longer than 1 MiB.</exception>
    public async Task<IReadOnlyList<ReadOnlyMemory<byte>>> ReadAsync(IBlobSource blobs, CancellationToken cancellationToken)
    {
        if (Existing.Length > LongestTable)
        {
            throw new InvalidDataException($"The table of signatures has {Existing.Length} bytes; at most {LongestTable} are read.");
        }

        var table = new byte[Existing.Length];
        await using var reader = new ExtentReader(Existing, blobs);
        await reader.ReadExactlyAsync(0, table, cancellationToken);
        return [.. SignedDataOf(table)];
    }

    private static IEnumerable<ReadOnlyMemory<byte>> SignedDataOf(ReadOnlyMemory<byte> table)
    {
        while (table.Length >= EntryHeaderSize)
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(table.Span);
            if (length < EntryHeaderSize || length > table.Length)
            {
                throw new InvalidDataException($"The table of signatures has an entry of {length} bytes that is not whole.");
            }

            if (BinaryPrimitives.ReadUInt16LittleEndian(table.Span[6..]) == TypePkcsSignedData)
            {
                yield return table[EntryHeaderSize..(int)length];
            }

            table = table[(int)Math.Min(table.Length, (length + Alignment - 1L) / Alignment * Alignment)..];
        }
    }

    // WIN_CERTIFICATE: dwLength does not count the padding.
    private static byte[] Entry(ReadOnlySpan<byte> signedData)
    {
        var length = EntryHeaderSize + signedData.Length;
        var entry = new byte[(length + Alignment - 1) / Alignment * Alignment];
        BinaryPrimitives.WriteUInt32LittleEndian(entry, (uint)length);
        BinaryPrimitives.WriteUInt16LittleEndian(entry.AsSpan(4), Revision2);
        BinaryPrimitives.WriteUInt16LittleEndian(entry.AsSpan(6), TypePkcsSignedData);
        signedData.CopyTo(entry.AsSpan(EntryHeaderSize));
        return entry;
    }

    private ExtentMap Between(long start, long end) => _file.Content.Slice(start, end - start);
}
