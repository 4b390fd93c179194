using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Boot.Meta;

/// <summary>
/// Talos's META partition: two equal copies of an "auxiliary data vector" of 256 KiB. All numbers are big-endian:
/// <c>magic, {tag, length, value}…, tag 0, zeros, SHA-256, magic</c>, the hash over the copy with zeros in its own place.
/// </summary>
public static class MetaPartition
{
    /// <summary>Length of the partition in bytes.</summary>
    public const int Size = 1024 * 1024;

    private const int Copies = 2;
    private const int CopySize = 256 * 1024;
    private const uint StartMagic = 0x5A4B3C2D;
    private const uint EndMagic = 0xA5B4C3D2;
    private const int MagicSize = 4;
    private const int RecordHeaderSize = 8;
    private const int EndMagicOffset = CopySize - MagicSize;
    private const int HashOffset = EndMagicOffset - SHA256.HashSizeInBytes;

    // What Talos allows: it counts more around the records than there is.
    private const int MostRecordBytes = CopySize - 40 - 20;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The partition; without values it is zeros. Of several values of a key the last counts.</summary>
    /// <exception cref="ArgumentException">A key is 0, which cannot be stored, or the values take more than 262084 bytes (<see cref="FindFault"/>).</exception>
    public static ExtentMap Map(IReadOnlyList<MetaValue> values)
    {
        if (values.Count == 0)
        {
            return ExtentMap.OfZeros(Size);
        }

        var records = Records(values);
        var copy = new byte[CopySize];
        BinaryPrimitives.WriteUInt32BigEndian(copy, StartMagic);
        records.CopyTo(copy.AsSpan(MagicSize));
        BinaryPrimitives.WriteUInt32BigEndian(copy.AsSpan(EndMagicOffset), EndMagic);
        SHA256.HashData(copy, copy.AsSpan(HashOffset));
        var used = MagicSize + records.Length;
        var map = new ExtentMapBuilder()
            .AppendBytes(copy.AsMemory(0, used))
            .AppendZeros(HashOffset - used)
            .AppendBytes(copy.AsMemory(HashOffset))
            .Build();
        return ExtentMap.Concat(map, map, ExtentMap.OfZeros(Size - (Copies * CopySize)));
    }

    /// <summary>Why values cannot be stored, in one sentence; null when they can.</summary>
    public static string? FindFault(IReadOnlyList<MetaValue> values)
    {
        if (values.Any(value => value.Key == 0))
        {
            // A tag of 0 ends the list.
            return "A META value cannot have the key 0.";
        }

        var length = values
            .GroupBy(value => value.Key, value => value.Value)
            .Sum(group => (long)RecordHeaderSize + StrictUtf8.GetByteCount(group.Last()));
        return length > MostRecordBytes ? $"The META values take {length} bytes; {MostRecordBytes} fit." : null;
    }

    /// <summary>Reads the values out of the first copy that is whole; none when the partition is zeros.</summary>
    /// <param name="partition">The partition, or its first 512 KiB.</param>
    /// <exception cref="InvalidDataException">There is something else in it.</exception>
    public static IReadOnlyList<MetaValue> Read(ReadOnlySpan<byte> partition)
    {
        for (var start = 0; start < Copies * CopySize && start + CopySize <= partition.Length; start += CopySize)
        {
            var copy = partition.Slice(start, CopySize);
            if (IsWhole(copy))
            {
                return ReadRecords(copy[MagicSize..HashOffset]);
            }
        }

        return partition.ContainsAnyExcept((byte)0)
            ? throw new InvalidDataException("The META partition has no whole copy of its values.")
            : [];
    }

    private static byte[] Records(IReadOnlyList<MetaValue> values)
    {
        if (FindFault(values) is { } fault)
        {
            throw new ArgumentException(fault, nameof(values));
        }

        var last = new SortedDictionary<byte, byte[]>();
        foreach (var value in values)
        {
            last[value.Key] = StrictUtf8.GetBytes(value.Value);
        }

        var length = last.Values.Sum(value => RecordHeaderSize + value.Length);
        var records = new byte[length];
        var rest = records.AsSpan();
        foreach (var (key, value) in last)
        {
            BinaryPrimitives.WriteUInt32BigEndian(rest, key);
            BinaryPrimitives.WriteInt32BigEndian(rest[4..], value.Length);
            value.CopyTo(rest[RecordHeaderSize..]);
            rest = rest[(RecordHeaderSize + value.Length)..];
        }

        return records;
    }

    private static bool IsWhole(ReadOnlySpan<byte> copy)
    {
        if (BinaryPrimitives.ReadUInt32BigEndian(copy) != StartMagic
            || BinaryPrimitives.ReadUInt32BigEndian(copy[EndMagicOffset..]) != EndMagic)
        {
            return false;
        }

        var unhashed = copy.ToArray();
        unhashed.AsSpan(HashOffset, SHA256.HashSizeInBytes).Clear();
        return SHA256.HashData(unhashed).AsSpan().SequenceEqual(copy[HashOffset..EndMagicOffset]);
    }

    private static List<MetaValue> ReadRecords(ReadOnlySpan<byte> records)
    {
        var values = new List<MetaValue>();
        while (records.Length >= RecordHeaderSize && BinaryPrimitives.ReadUInt32BigEndian(records) is var tag and not 0)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(records[4..]);
            records = records[RecordHeaderSize..];
            if (tag > byte.MaxValue || length > records.Length)
            {
                throw new InvalidDataException($"A META value cannot have the key {tag} and {length} bytes.");
            }

            values.Add(new MetaValue((byte)tag, Decode(records[..(int)length])));
            records = records[(int)length..];
        }

        return values;
    }

    private static string Decode(ReadOnlySpan<byte> value)
    {
        try
        {
            return StrictUtf8.GetString(value);
        }
        catch (DecoderFallbackException exception)
        {
            throw new InvalidDataException("A META value is not UTF-8.", exception);
        }
    }
}
