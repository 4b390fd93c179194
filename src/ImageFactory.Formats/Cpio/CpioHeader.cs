using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace ImageFactory.Formats.Cpio;

/// <summary>
/// The header of the "newc" format: a magic and thirteen numbers of eight hexadecimal digits (Linux
/// Documentation/driver-api/early-userspace/buffer-format.rst). We write upper-case digits, as GNU cpio does.
/// </summary>
internal readonly record struct CpioHeader
{
    /// <summary>Length in bytes; the name follows.</summary>
    public const int Size = 110;

    /// <summary>Names and contents begin at multiples of so many bytes.</summary>
    public const int Alignment = 4;

    /// <summary>The name of the entry that ends an archive.</summary>
    public const string TrailerName = "TRAILER!!!";

    private const int FieldSize = 8;

    public uint Inode { get; init; }

    public uint Mode { get; init; }

    public uint UserId { get; init; }

    public uint GroupId { get; init; }

    public uint LinkCount { get; init; }

    public uint ModificationTime { get; init; }

    public uint FileSize { get; init; }

    public uint DeviceMajor { get; init; }

    public uint DeviceMinor { get; init; }

    /// <summary>Length of the name with its NUL, in bytes.</summary>
    public uint NameSize { get; init; }

    private static ReadOnlySpan<byte> Magic => "070701"u8;

    /// <summary>Reads a header.</summary>
    /// <exception cref="InvalidDataException">The bytes are no header of this format.</exception>
    public static CpioHeader Read(ReadOnlySpan<byte> source)
    {
        if (!source.StartsWith(Magic))
        {
            throw new InvalidDataException("The archive is invalid: there is no newc cpio header where one has to be.");
        }

        return new CpioHeader
        {
            Inode = Field(source, 0),
            Mode = Field(source, 1),
            UserId = Field(source, 2),
            GroupId = Field(source, 3),
            LinkCount = Field(source, 4),
            ModificationTime = Field(source, 5),
            FileSize = Field(source, 6),
            DeviceMajor = Field(source, 9),
            DeviceMinor = Field(source, 10),
            NameSize = Field(source, 11),
        };
    }

    /// <summary>Writes the header; the numbers of the device that the archive came from and the check are zero.</summary>
    public void WriteTo(Span<byte> destination)
    {
        Magic.CopyTo(destination);
        ReadOnlySpan<uint> fields =
        [
            Inode, Mode, UserId, GroupId, LinkCount, ModificationTime, FileSize, 0, 0, DeviceMajor, DeviceMinor, NameSize, 0,
        ];
        for (var index = 0; index < fields.Length; index++)
        {
            fields[index].TryFormat(destination[(Magic.Length + (index * FieldSize))..], out _, "X8", CultureInfo.InvariantCulture);
        }
    }

    private static uint Field(ReadOnlySpan<byte> source, int index)
    {
        Span<byte> value = stackalloc byte[FieldSize / 2];
        var digits = source.Slice(Magic.Length + (index * FieldSize), FieldSize);
        return Convert.FromHexString(digits, value, out _, out _) == System.Buffers.OperationStatus.Done
            ? BinaryPrimitives.ReadUInt32BigEndian(value)
            : throw new InvalidDataException(
                $"The archive is invalid: '{Encoding.Latin1.GetString(digits)}' is no number of a cpio header.");
    }
}
