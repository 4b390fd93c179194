namespace ImageFactory.Formats.Xfs;

/// <summary>Hands blocks out from front to back, so that what is free of a group is its end.</summary>
internal sealed class XfsSpace
{
    // "Data Extents": a record counts its blocks in 21 bits. The four groups of the largest file system, 32 GiB each, hold a file in
    // 20 such runs at most; an inode lists 21.
    private const uint LongestRun = (1 << 21) - 1;

    private readonly XfsGeometry _geometry;
    private int _group;
    private uint _next;

    /// <summary>The space behind so many chunks of inodes.</summary>
    public XfsSpace(XfsGeometry geometry, uint chunks)
    {
        _geometry = geometry;
        _next = geometry.InodeBlock + (chunks * XfsGeometry.BlocksPerChunk);
    }

    /// <summary>All free blocks, those of the free lists not counted.</summary>
    public long FreeBlocks => Enumerable.Range(0, XfsGeometry.Groups).Sum(group => Free(group).Sum(run => run.Count));

    // Too early for the chunks of inodes; left to Linux.
    private uint AlignmentGap => _geometry.InodeBlock - _geometry.FirstFree(0);

    /// <summary>Takes the next blocks: one run unless a group ends inside it.</summary>
    /// <exception cref="ArgumentException">There are not so many.</exception>
    public IReadOnlyList<XfsRun> Take(string path, long count)
    {
        if (count > FreeBlocks - AlignmentGap)
        {
            throw new ArgumentException($"'{path}' does not fit: it needs {count} blocks of {XfsGeometry.BlockSize} bytes.", nameof(count));
        }

        var runs = new List<XfsRun>();
        while (count > 0)
        {
            var rest = _geometry.BlocksOf(_group) - _next;
            if (rest == 0)
            {
                _group++;
                _next = _geometry.FirstFree(_group);
                continue;
            }

            var taken = (uint)Math.Min(Math.Min(rest, LongestRun), count);
            runs.Add(new XfsRun(_group, _next, taken));
            _next += taken;
            count -= taken;
        }

        return runs;
    }

    /// <summary>What is free of a group, in ascending order.</summary>
    public IReadOnlyList<XfsRun> Free(int group)
    {
        var first = group == _group ? _next : _geometry.FirstFree(group);
        var rest = group < _group ? 0 : _geometry.BlocksOf(group) - first;
        return group == 0
            ? [.. Run(group, _geometry.FirstFree(0), AlignmentGap), .. Run(group, first, rest)]
            : Run(group, first, rest);
    }

    private static XfsRun[] Run(int group, uint block, uint count) => count == 0 ? [] : [new XfsRun(group, block, count)];
}
