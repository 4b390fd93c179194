using System.Threading.Channels;
using ImageFactory.Formats.Compression;

namespace ImageFactory.Formats.SquashFs.Writing;

/// <summary>
/// Compresses blocks on several threads and writes them in the order in which they were added. A bounded number of blocks is on
/// its way at any time, and the adder writes, so that the only concurrency is that of the compressors.
/// </summary>
internal sealed class BlockPipeline : IAsyncDisposable
{
    private readonly BodyStream _body;
    private readonly int _blockSize;
    private readonly int _mostPending;
    private readonly Queue<(DataBlock Block, Task Compressed, Action<ulong, uint> Placed)> _pending = new();
    private readonly Stack<DataBlock> _free = new();
    private readonly List<IBlockCodec> _codecs = [];
    private readonly Channel<IBlockCodec> _idle = Channel.CreateUnbounded<IBlockCodec>();

    public BlockPipeline(SquashFsOptions options, BodyStream body)
    {
        _body = body;
        _blockSize = options.BlockSize;
        _mostPending = 2 * options.Threads;
        for (var thread = 0; thread < options.Threads; thread++)
        {
            var codec = BlockCodecs.ForWriting(options);
            _codecs.Add(codec);
            _idle.Writer.TryWrite(codec);
        }
    }

    /// <summary>An empty block to fill and to <see cref="AddAsync"/> or <see cref="Return"/>.</summary>
    public DataBlock Rent() => _free.TryPop(out var block) ? block : new DataBlock(_blockSize);

    /// <summary>Takes an unneeded block back.</summary>
    public void Return(DataBlock block)
    {
        block.Length = 0;
        _free.Push(block);
    }

    /// <summary>Takes a block of at least one byte; <paramref name="placed"/> learns its position and stored size.</summary>
    public async ValueTask AddAsync(DataBlock block, Action<ulong, uint> placed, CancellationToken cancellationToken)
    {
        _pending.Enqueue((block, Task.Run(() => CompressAsync(block, cancellationToken), cancellationToken), placed));
        if (_pending.Count > _mostPending)
        {
            await WriteOldestAsync(cancellationToken);
        }
    }

    /// <summary>Writes all that is on its way.</summary>
    public async ValueTask FinishAsync(CancellationToken cancellationToken)
    {
        while (_pending.Count > 0)
        {
            await WriteOldestAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        // After a failure some compressors may still run on codecs that are about to be freed.
        foreach (var (_, compressed, _) in _pending)
        {
            await compressed.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        foreach (var codec in _codecs)
        {
            codec.Dispose();
        }
    }

    private async Task CompressAsync(DataBlock block, CancellationToken cancellationToken)
    {
        var codec = await _idle.Reader.ReadAsync(cancellationToken);
        try
        {
            block.Compress(codec);
        }
        finally
        {
            _idle.Writer.TryWrite(codec);
        }
    }

    private async ValueTask WriteOldestAsync(CancellationToken cancellationToken)
    {
        var (block, compressed, placed) = _pending.Peek();
        await compressed;
        placed((ulong)_body.Position, block.StoredSize);
        await _body.WriteAsync(block.Stored, cancellationToken);
        _pending.Dequeue();
        Return(block);
    }
}
