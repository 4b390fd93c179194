using ImageFactory.Formats.Extents;
using ImageFactory.Formats.SquashFs.Structures;

namespace ImageFactory.Formats.SquashFs.Writing;

/// <summary>
/// Writes the content of all files as blocks, holes and tails in shared fragment blocks (squashfs.rst §3.4, §3.5). Files with equal
/// maps, such as the names of a hard-linked file, share their data.
/// </summary>
internal sealed class DataWriter : IAsyncDisposable
{
    private readonly BlockPipeline _pipeline;
    private readonly int _blockSize;
    private readonly List<FragmentEntry> _fragments = [];
    private readonly Dictionary<ExtentMap, FileLayout> _written = new(SourceComparer.Instance);
    private DataBlock _tails;

    public DataWriter(SquashFsOptions options, BodyStream body)
    {
        _pipeline = new BlockPipeline(options, body);
        _blockSize = options.BlockSize;
        _tails = _pipeline.Rent();
    }

    /// <summary>Writes the data of a file whose inode comes later.</summary>
    public async Task<SquashFsContent> WriteAsync(Stream content, CancellationToken cancellationToken)
    {
        var layout = new FileLayout();
        long length = 0;
        int count;
        do
        {
            var block = _pipeline.Rent();
            count = await content.ReadAtLeastAsync(block.Content, _blockSize, throwOnEndOfStream: false, cancellationToken);
            block.Length = count;
            length += count;
            if (count == 0)
            {
                _pipeline.Return(block);
            }
            else
            {
                await AddAsync(block, layout, cancellationToken);
            }
        }
        while (count == _blockSize);

        return SquashFsContent.Written(layout, length);
    }

    /// <summary>Writes the data that files still refer to, notes where all data is, and returns where the fragment blocks are.</summary>
    public async Task<IReadOnlyList<FragmentEntry>> FinishAsync(
        TreePlan plan, IBlobSource blobs, CancellationToken cancellationToken)
    {
        foreach (var inode in plan.Directories.SelectMany(directory => directory.Children))
        {
            if (inode.Node is SquashFsFile { Content: { Length: > 0 } content })
            {
                inode.File = content.Layout ?? await FindOrWriteAsync(content.Map!, blobs, cancellationToken);
            }
        }

        await FlushTailsAsync(cancellationToken);
        await _pipeline.FinishAsync(cancellationToken);
        return _fragments;
    }

    public ValueTask DisposeAsync() => _pipeline.DisposeAsync();

    private async ValueTask<FileLayout> FindOrWriteAsync(ExtentMap content, IBlobSource blobs, CancellationToken cancellationToken)
    {
        if (!_written.TryGetValue(content, out var layout))
        {
            layout = await WriteFileAsync(content, blobs, cancellationToken);
            _written.Add(content, layout);
        }

        return layout;
    }

    private async ValueTask<FileLayout> WriteFileAsync(ExtentMap content, IBlobSource blobs, CancellationToken cancellationToken)
    {
        var layout = new FileLayout();
        await using var reader = new ExtentReader(content, blobs);
        for (long offset = 0; offset < content.Length; offset += _blockSize)
        {
            var length = (int)Math.Min(_blockSize, content.Length - offset);
            if (IsKnownHole(content, offset, length))
            {
                layout.AddHole(length);
                continue;
            }

            var block = _pipeline.Rent();
            block.Length = length;
            await reader.ReadExactlyAsync(offset, block.Content.AsMemory(0, length), cancellationToken);
            await AddAsync(block, layout, cancellationToken);
        }

        return layout;
    }

    // A sparse disk image of terabytes is not read to see its zeros.
    private static bool IsKnownHole(ExtentMap content, long offset, int length)
    {
        var extent = content.Extents[content.IndexOf(offset)];
        return extent.Source is ZeroSource && extent.End >= offset + length;
    }

    private async ValueTask AddAsync(DataBlock block, FileLayout layout, CancellationToken cancellationToken)
    {
        if (!block.Content.AsSpan(0, block.Length).ContainsAnyExcept((byte)0))
        {
            layout.AddHole(block.Length);
            _pipeline.Return(block);
        }
        else if (block.Length == _blockSize)
        {
            await _pipeline.AddAsync(block, layout.AddBlock(), cancellationToken);
        }
        else
        {
            await AddTailAsync(block, layout, cancellationToken);
        }
    }

    private async ValueTask AddTailAsync(DataBlock block, FileLayout layout, CancellationToken cancellationToken)
    {
        if (_tails.Length + block.Length > _blockSize)
        {
            await FlushTailsAsync(cancellationToken);
        }

        layout.PlaceTail(_fragments.Count, _tails.Length);
        block.Content.AsSpan(0, block.Length).CopyTo(_tails.Content.AsSpan(_tails.Length));
        _tails.Length += block.Length;
        _pipeline.Return(block);
    }

    private async ValueTask FlushTailsAsync(CancellationToken cancellationToken)
    {
        if (_tails.Length == 0)
        {
            return;
        }

        var index = _fragments.Count;
        _fragments.Add(default);
        await _pipeline.AddAsync(
            _tails, (position, storedSize) => _fragments[index] = new FragmentEntry(position, storedSize, 0), cancellationToken);
        _tails = _pipeline.Rent();
    }
}
