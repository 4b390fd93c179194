using System.Buffers.Binary;

namespace ImageFactory.Formats.Xfs;

/// <summary>
/// An empty log ("Log Record Header"): one record that the file system was unmounted, in cycle 1 at block 0. Every other structure states
/// the sequence number 0, which is behind it.
/// </summary>
internal static class XfsLog
{
    private const int SectorSize = 512;
    private const uint Cycle = 1;
    private const uint LogVersion = 2;
    private const uint NoBlock = uint.MaxValue;
    private const uint Transaction = 0xB0C0D0D0;
    private const uint LittleEndianLinux = 1;
    private const uint RecordSize = 32 * 1024;
    private const byte LogClient = 0xAA;
    private const byte UnmountFlag = 0x20;
    private const ushort UnmountMagic = 0x556E;
    private const int UnmountLength = 8;

    /// <summary>The record, as long as a sector of the log and at least its header and one sector.</summary>
    public static byte[] Record(XfsGeometry geometry, Guid uuid)
    {
        var record = new byte[Math.Max(geometry.SectorSize, 2 * SectorSize)];
        WriteHeader(record, uuid);
        WriteUnmount(record.AsSpan(SectorSize));

        // Every sector begins with the number of the cycle; what was there is kept in the header.
        record.AsSpan(SectorSize, sizeof(uint)).CopyTo(record.AsSpan(44));
        for (var sector = SectorSize; sector < record.Length; sector += SectorSize)
        {
            BinaryPrimitives.WriteUInt32BigEndian(record.AsSpan(sector), Cycle);
        }

        return record;
    }

    // A CRC of 0 stands for none, as in the record that mkfs.xfs writes.
    private static void WriteHeader(Span<byte> record, Guid uuid)
    {
        ((ReadOnlySpan<byte>)[0xFE, 0xED, 0xBA, 0xBE]).CopyTo(record);
        BinaryPrimitives.WriteUInt32BigEndian(record[4..], Cycle);
        BinaryPrimitives.WriteUInt32BigEndian(record[8..], LogVersion);
        BinaryPrimitives.WriteInt32BigEndian(record[12..], record.Length - SectorSize);
        BinaryPrimitives.WriteUInt32BigEndian(record[16..], Cycle); // of this record, at block 0
        BinaryPrimitives.WriteUInt32BigEndian(record[24..], Cycle); // of the oldest record: this one
        BinaryPrimitives.WriteUInt32BigEndian(record[36..], NoBlock);
        BinaryPrimitives.WriteUInt32BigEndian(record[40..], 1); // operations
        BinaryPrimitives.WriteUInt32BigEndian(record[300..], LittleEndianLinux);
        _ = uuid.TryWriteBytes(record[304..], bigEndian: true, out _);
        BinaryPrimitives.WriteUInt32BigEndian(record[320..], RecordSize);
    }

    private static void WriteUnmount(Span<byte> operation)
    {
        BinaryPrimitives.WriteUInt32BigEndian(operation, Transaction);
        BinaryPrimitives.WriteInt32BigEndian(operation[4..], UnmountLength);
        operation[8] = LogClient;
        operation[9] = UnmountFlag;
        BinaryPrimitives.WriteUInt16LittleEndian(operation[12..], UnmountMagic);
    }
}
