namespace ImageFactory.Formats.SquashFs.Writing;

/// <summary>Where the data of a file is in the image.</summary>
internal sealed class FileLayout
{
    private readonly List<uint> _blockSizes = [];
    private bool _isPlaced;

    /// <summary>The position of the first stored block; 0 without one.</summary>
    public ulong Start { get; private set; }

    /// <summary>The stored size of each block; 0 for a hole.</summary>
    public IReadOnlyList<uint> BlockSizes => _blockSizes;

    /// <summary>How many bytes are in holes.</summary>
    public long SparseBytes { get; private set; }

    /// <summary>The index of the fragment block with the tail, or <see cref="SquashFsFormat.None"/>.</summary>
    public uint Fragment { get; private set; } = SquashFsFormat.None;

    /// <summary>Where the tail starts in the fragment block.</summary>
    public uint FragmentOffset { get; private set; }

    /// <summary>Appends a block of <paramref name="length"/> zeros.</summary>
    public void AddHole(int length)
    {
        _blockSizes.Add(0);
        SparseBytes += length;
    }

    /// <summary>Appends a block and returns what notes where it was written. Blocks must be written in order.</summary>
    public Action<ulong, uint> AddBlock()
    {
        var block = _blockSizes.Count;
        _blockSizes.Add(0);
        return (position, storedSize) => Place(block, position, storedSize);
    }

    /// <summary>Sets where the tail is.</summary>
    public void PlaceTail(int fragment, int offset)
    {
        Fragment = (uint)fragment;
        FragmentOffset = (uint)offset;
    }

    private void Place(int block, ulong position, uint storedSize)
    {
        if (!_isPlaced)
        {
            Start = position;
            _isPlaced = true;
        }

        _blockSizes[block] = storedSize;
    }
}
