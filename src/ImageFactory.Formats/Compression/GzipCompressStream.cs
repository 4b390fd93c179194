using System.Buffers.Binary;
using System.IO.Compression;

namespace ImageFactory.Formats.Compression;

/// <summary>
/// Compresses what is written to it into one gzip member (RFC 1952) without name or time. The content is cut into segments of
/// 1 MiB that are deflated by themselves, so that several threads can do it. A bounded number of them is in memory at any time.
/// </summary>
public sealed class GzipCompressStream : CompressStream
{
    // RFC 1952 section 2.3: method deflate, no flags, no time, no extra flags, an unknown system.
    private static readonly byte[] Header = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF];

    private readonly ZLibCompressionOptions _deflate;
    private readonly TaskFactory _workers;
    private readonly int _mostPending;
    private readonly Queue<(DeflateSegment Segment, Task Compressed)> _pending = new();
    private readonly Stack<DeflateSegment> _free = new();
    private DeflateSegment _filling = new();
    private ReadOnlyMemory<byte> _unwrittenHeader = Header;
    private uint _crc;
    private uint _length;

    /// <summary>A stream that writes to <paramref name="destination"/>.</summary>
    public GzipCompressStream(Stream destination, GzipOptions options, bool leaveOpen = false)
        : base(destination, leaveOpen)
    {
        _deflate = new ZLibCompressionOptions { CompressionLevel = options.Level };
        _workers = new TaskFactory(new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, options.Threads).ConcurrentScheduler);
        _mostPending = 2 * options.Threads;
    }

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            buffer = buffer[Fill(buffer.Span)..];
            if (_pending.Count > _mostPending)
            {
                await WriteOldestAsync(cancellationToken);
            }
        }
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            buffer = buffer[Fill(buffer)..];
            if (_pending.Count > _mostPending)
            {
                WriteOldest();
            }
        }
    }

    private protected override async ValueTask EndAsync(CancellationToken cancellationToken)
    {
        if (_filling.Length > 0)
        {
            Start();
        }

        while (_pending.Count > 0)
        {
            await WriteOldestAsync(cancellationToken);
        }

        await Destination.WriteAsync(TakeHeader(), cancellationToken);
        await Destination.WriteAsync(Trailer(), cancellationToken);
    }

    private int Fill(ReadOnlySpan<byte> content)
    {
        ThrowIfCompleted();
        var count = _filling.Add(content);
        if (_filling.IsFull)
        {
            Start();
        }

        return count;
    }

    private void Start()
    {
        var segment = _filling;
        _pending.Enqueue((segment, _workers.StartNew(() => segment.Compress(_deflate), CancellationToken.None)));
        _filling = _free.TryPop(out var free) ? free : new DeflateSegment();
    }

    private async ValueTask WriteOldestAsync(CancellationToken cancellationToken)
    {
        var (segment, compressed) = _pending.Dequeue();
        await compressed;
        Count(segment);
        await Destination.WriteAsync(TakeHeader(), cancellationToken);
        await Destination.WriteAsync(segment.Compressed, cancellationToken);
        Return(segment);
    }

    private void WriteOldest()
    {
        var (segment, compressed) = _pending.Dequeue();
        compressed.GetAwaiter().GetResult();
        Count(segment);
        Destination.Write(TakeHeader().Span);
        Destination.Write(segment.Compressed.Span);
        Return(segment);
    }

    // Counted before it is written: without a segment whose write failed, the checksum does not fit.
    private void Count(DeflateSegment segment)
    {
        _crc = Crc32.Combine(_crc, segment.Crc, segment.Length);
        _length += (uint)segment.Length;
    }

    private ReadOnlyMemory<byte> TakeHeader()
    {
        var header = _unwrittenHeader;
        _unwrittenHeader = default;
        return header;
    }

    private void Return(DeflateSegment segment)
    {
        segment.Clear();
        _free.Push(segment);
    }

    private byte[] Trailer()
    {
        // RFC 1951 section 3.2.6: the last block, of fixed codes, holds only the code for its end.
        byte[] trailer = [0x03, 0x00, 0, 0, 0, 0, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer.AsSpan(2), _crc);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer.AsSpan(6), _length);
        return trailer;
    }
}
