namespace ImageFactory.Formats.Iso9660;

/// <summary>The system use entries of a record: those inside of it, and those that did not fit (SUSP 1.10, 5.1).</summary>
internal sealed class SystemUse
{
    private const int LongestRecord = 254;
    private const int ContinuationSize = 28;

    private readonly byte[] _inside;

    /// <summary>Divides entries, which keep their order, for a record with an identifier of so many bytes.</summary>
    /// <exception cref="ArgumentException">They do not fit into the record and one block.</exception>
    public SystemUse(int identifierLength, IReadOnlyList<byte[]> entries)
    {
        var space = LongestRecord - DirectoryRecord.SystemUseOffset(identifierLength);
        var inside = CountFitting(entries, space);
        if (inside < entries.Count)
        {
            inside = CountFitting(entries, space - ContinuationSize);
        }

        _inside = [.. entries.Take(inside).SelectMany(entry => entry)];
        Outside = [.. entries.Skip(inside).SelectMany(entry => entry)];
        if (Outside.Length > Iso9660Layout.BlockSize)
        {
            throw new ArgumentException("A name and a target are too long for a directory record.", nameof(entries));
        }
    }

    /// <summary>The entries that lie elsewhere.</summary>
    public byte[] Outside { get; }

    /// <summary>The bytes in the record.</summary>
    public int Length => _inside.Length + (Outside.Length > 0 ? ContinuationSize : 0);

    /// <summary>The bytes in the record, when the others lie at an offset in a block.</summary>
    public byte[] Inside(uint block, uint offset) =>
        Outside.Length == 0 ? _inside : [.. _inside, .. RockRidge.Continuation(block, offset, (uint)Outside.Length)];

    private static int CountFitting(IReadOnlyList<byte[]> entries, int space)
    {
        var count = 0;
        for (; count < entries.Count && entries[count].Length <= space; count++)
        {
            space -= entries[count].Length;
        }

        return count;
    }
}
