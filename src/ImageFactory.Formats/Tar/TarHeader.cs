using System.Buffers.Binary;
using System.Text;

namespace ImageFactory.Formats.Tar;

/// <summary>The header block of an entry (POSIX.1-2017, pax, "ustar Interchange Format"; GNU's base-256 numbers are read too).</summary>
internal sealed record TarHeader
{
    /// <summary>Length in bytes.</summary>
    public const int Size = TarFormat.BlockSize;

    public required string Name { get; init; }

    public required char Type { get; init; }

    public int Mode { get; init; }

    public int Uid { get; init; }

    public int Gid { get; init; }

    public long Length { get; init; }

    public long ModificationTime { get; init; }

    public string LinkTarget { get; init; } = string.Empty;

    public int DeviceMajor { get; init; }

    public int DeviceMinor { get; init; }

    /// <exception cref="InvalidDataException">The block is not a header.</exception>
    public static TarHeader Read(ReadOnlySpan<byte> block)
    {
        var stated = ReadNumber(block.Slice(TarFormat.ChecksumOffset, TarFormat.ChecksumLength), "checksum");
        if (stated != Checksum(block))
        {
            throw new InvalidDataException($"A tar header has the checksum {stated}; expected {Checksum(block)}.");
        }

        var isUstar = block.Slice(257, 5).SequenceEqual(TarFormat.Magic[..5]);
        var isPosix = isUstar && block[262] == 0;
        var name = ReadText(block[..TarFormat.NameLength]);
        var prefix = isPosix ? ReadText(block.Slice(345, TarFormat.PrefixLength)) : string.Empty;
        return new TarHeader
        {
            Name = prefix.Length == 0 ? name : $"{prefix}/{name}",
            Mode = (int)(ReadNumber(block.Slice(100, 8), "mode") & 0xFFF),
            Uid = ReadInt(block.Slice(108, 8), "uid"),
            Gid = ReadInt(block.Slice(116, 8), "gid"),
            Length = ReadNumber(block.Slice(124, 12), "size"),
            ModificationTime = ReadNumber(block.Slice(136, 12), "mtime"),
            Type = (char)block[156],
            LinkTarget = ReadText(block.Slice(157, TarFormat.NameLength)),
            DeviceMajor = isUstar ? ReadInt(block.Slice(329, 8), "devmajor") : 0,
            DeviceMinor = isUstar ? ReadInt(block.Slice(337, 8), "devminor") : 0,
        };
    }

    public void WriteTo(Span<byte> block)
    {
        block[..Size].Clear();
        WriteText(block[..TarFormat.NameLength], Name);
        WriteOctal(block.Slice(100, 8), Mode);
        WriteOctal(block.Slice(108, 8), Uid);
        WriteOctal(block.Slice(116, 8), Gid);
        WriteOctal(block.Slice(124, 12), Length);
        WriteOctal(block.Slice(136, 12), ModificationTime);
        block[156] = (byte)Type;
        WriteText(block.Slice(157, TarFormat.NameLength), LinkTarget);
        TarFormat.Magic.CopyTo(block[257..]);
        TarFormat.Version.CopyTo(block[263..]);
        WriteOctal(block.Slice(329, 8), DeviceMajor);
        WriteOctal(block.Slice(337, 8), DeviceMinor);

        WriteChecksum(block);
    }

    /// <summary>Sums up a header whose other fields are final.</summary>
    public static void WriteChecksum(Span<byte> block)
    {
        // Six digits, a zero and a space, as every writer since the seventh edition.
        WriteOctal(block.Slice(TarFormat.ChecksumOffset, 7), Checksum(block));
        block[TarFormat.ChecksumOffset + 7] = (byte)' ';
    }

    /// <summary>Writes a number of 12 bytes as GNU does: in octal digits if it fits, else with a set top bit and big-endian.</summary>
    public static void WriteGnuNumber(Span<byte> field, long number)
    {
        if (number <= TarFormat.LargestOctal)
        {
            WriteOctal(field[..12], number);
            return;
        }

        field[..4].Clear();
        field[0] = 0x80;
        BinaryPrimitives.WriteInt64BigEndian(field[4..], number);
    }

    private static long Checksum(ReadOnlySpan<byte> block)
    {
        long sum = TarFormat.ChecksumLength * ' ';
        for (var index = 0; index < Size; index++)
        {
            if (index is < TarFormat.ChecksumOffset or >= TarFormat.ChecksumOffset + TarFormat.ChecksumLength)
            {
                sum += block[index];
            }
        }

        return sum;
    }

    private static int ReadInt(ReadOnlySpan<byte> field, string name)
    {
        var number = ReadNumber(field, name);
        return number <= int.MaxValue
            ? (int)number
            : throw new InvalidDataException($"The field '{name}' of a tar header is {number}, more than {int.MaxValue}.");
    }

    private static long ReadNumber(ReadOnlySpan<byte> field, string name)
    {
        if ((field[0] & 0x80) != 0)
        {
            return ReadBinary(field, name);
        }

        var digits = field.Trim((byte)' ').TrimEnd((byte)0).Trim((byte)' ');
        long number = 0;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'7')
            {
                throw new InvalidDataException($"The field '{name}' of a tar header is not an octal number.");
            }

            number = (number << 3) | (uint)(digit - '0');
        }

        return number;
    }

    // GNU: a set top bit, then a big-endian number. Negative ones are of no use here.
    private static long ReadBinary(ReadOnlySpan<byte> field, string name)
    {
        Span<byte> bytes = stackalloc byte[12];
        bytes.Clear();
        field.CopyTo(bytes[^field.Length..]);
        bytes[^field.Length] &= 0x7F;
        var high = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        var low = BinaryPrimitives.ReadInt64BigEndian(bytes[4..]);
        return high == 0 && low >= 0
            ? low
            : throw new InvalidDataException($"The field '{name}' of a tar header is negative or too large.");
    }

    private static string ReadText(ReadOnlySpan<byte> field)
    {
        var end = field.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? field : field[..end]);
    }

    private static void WriteText(Span<byte> field, string text) => Encoding.UTF8.GetBytes(text, field);

    private static void WriteOctal(Span<byte> field, long number)
    {
        var digits = Convert.ToString(number, 8).PadLeft(field.Length - 1, '0');
        if (number < 0 || digits.Length >= field.Length)
        {
            throw new ArgumentOutOfRangeException(nameof(number), number, $"Does not fit a tar field of {field.Length} bytes.");
        }

        Encoding.ASCII.GetBytes(digits, field);
    }
}
