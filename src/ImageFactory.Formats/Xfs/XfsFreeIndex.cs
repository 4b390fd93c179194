using System.Buffers.Binary;

namespace ImageFactory.Formats.Xfs;

/// <summary>The records of the two indexes of free space ("AG Free Space B+trees"), one for each run of free blocks.</summary>
internal static class XfsFreeIndex
{
    public const int RecordSize = 8;

    /// <summary>The records in order of place.</summary>
    public static byte[] RecordsByPlace(IEnumerable<XfsRun> free) => Records([.. free.OrderBy(run => run.Block)]);

    /// <summary>The records in order of length, then of place.</summary>
    public static byte[] RecordsByLength(IEnumerable<XfsRun> free) => Records([.. free.OrderBy(run => run.Count).ThenBy(run => run.Block)]);

    private static byte[] Records(XfsRun[] runs)
    {
        var records = new byte[runs.Length * RecordSize];
        for (var index = 0; index < runs.Length; index++)
        {
            var record = records.AsSpan(index * RecordSize);
            BinaryPrimitives.WriteUInt32BigEndian(record, runs[index].Block);
            BinaryPrimitives.WriteUInt32BigEndian(record[4..], runs[index].Count);
        }

        return records;
    }
}
