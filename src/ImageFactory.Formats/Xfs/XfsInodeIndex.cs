using System.Buffers.Binary;

namespace ImageFactory.Formats.Xfs;

/// <summary>The records of the index of inodes ("Inode B+trees"), one for each chunk.</summary>
internal static class XfsInodeIndex
{
    public const int RecordSize = 16;

    /// <summary>The records of chunks in a row, of whose inodes the first ones are used.</summary>
    public static byte[] Records(uint firstInode, int chunks, int usedInodes)
    {
        var records = new byte[chunks * RecordSize];
        for (var chunk = 0; chunk < chunks; chunk++)
        {
            var record = records.AsSpan(chunk * RecordSize);
            var before = chunk * XfsGeometry.InodesPerChunk;
            var used = Math.Min(usedInodes - before, XfsGeometry.InodesPerChunk);
            BinaryPrimitives.WriteUInt32BigEndian(record, firstInode + (uint)before);
            BinaryPrimitives.WriteInt32BigEndian(record[4..], XfsGeometry.InodesPerChunk - used);
            BinaryPrimitives.WriteUInt64BigEndian(record[8..], used == XfsGeometry.InodesPerChunk ? 0 : ulong.MaxValue << used);
        }

        return records;
    }
}
