using System.Buffers;
using System.Collections.Concurrent;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Compression.Composed;

/// <summary>
/// Compresses a map into a map: the compressed stream of an image refers to segments that were compressed before. What comes from
/// blobs, and zeros, are compressed once and kept; the little between them is compressed anew. Zstandard becomes a sequence of frames
/// (RFC 8878) with windows of at most 8 MiB, gzip one member (RFC 1952), xz one stream (the .xz file format).
/// </summary>
public static class ComposedCompression
{
    /// <summary>The map of the compressed content.</summary>
    /// <param name="content">What to compress.</param>
    /// <param name="options">How; the same content and options give the same bytes.</param>
    /// <param name="segments">Where segments are kept.</param>
    /// <param name="blobs">The blobs of the content; segments may still be read from them when the caller has given up.</param>
    /// <param name="progress">Is told how many bytes of the content are done, in increasing order; may be null.</param>
    /// <exception cref="DllNotFoundException">A library that compresses is not installed.</exception>
    /// <exception cref="FileNotFoundException">A blob is not there.</exception>
    /// <exception cref="InvalidDataException">A blob is shorter than the map says, or a kept segment does not belong to its key.</exception>
    public static async Task<ExtentMap> ComposeAsync(
        ExtentMap content,
        ComposedOptions options,
        ISegmentStore segments,
        IBlobSource blobs,
        IProgress<long>? progress,
        CancellationToken cancellationToken)
    {
        var pieces = PieceCutter.Cut(content);
        var run = new Run(options, segments, blobs);
        var compressed = new CompressedSegment[pieces.Count];
        var done = 0L;
        var progressing = new Lock();
        await Parallel.ForAsync(
            0,
            pieces.Count,
            new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellationToken },
            async (index, cancellation) =>
            {
                compressed[index] = await run.CompressAsync(pieces[index], cancellation);
                lock (progressing)
                {
                    done += pieces[index].Length;
                    progress?.Report(done);
                }
            });
        return SegmentCodecs.Of(options).Join(compressed);
    }

    /// <summary>Whether decompressing a kept segment gives content of the length and the CRC-32 that its note says.</summary>
    /// <param name="segment">A segment that was made for a stream of <paramref name="options"/>.</param>
    /// <param name="blobs">The blobs of the segment.</param>
    /// <exception cref="FileNotFoundException">A blob is not there.</exception>
    public static async Task<bool> IsSoundAsync(
        CompressedSegment segment, ComposedOptions options, IBlobSource blobs, CancellationToken cancellationToken)
    {
        var limits = new DecompressionLimits { MaxBytes = segment.Note.ContentLength, MaxRatio = int.MaxValue };
        var buffer = ArrayPool<byte>.Shared.Rent(ContentPiece.Shortest);
        try
        {
            // A stream of this segment alone: decoders see to its checks and sizes.
            await using var compressed = new ExtentStream(SegmentCodecs.Of(options).Join([segment]), blobs);
            await using var content = Decompression.Open(compressed, options.Kind, limits);
            var crc = 0u;
            var length = 0L;
            int count;
            while ((count = await content.ReadAsync(buffer, cancellationToken)) > 0)
            {
                crc = Crc32.Combine(crc, Crc32.Compute(buffer.AsSpan(0, count)), count);
                length += count;
            }

            return length == segment.Note.ContentLength && crc == segment.Note.ContentCrc;
        }
        catch (InvalidDataException)
        {
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>One stream in the making.</summary>
    private sealed class Run(ComposedOptions options, ISegmentStore segments, IBlobSource blobs)
    {
        // Zeros, and empty parts of tables, come again and again.
        private readonly ConcurrentDictionary<SegmentKey, Lazy<Task<CompressedSegment>>> _known = new();

        public async Task<CompressedSegment> CompressAsync(ContentPiece piece, CancellationToken cancellationToken)
        {
            if (piece.Length < ContentPiece.Shortest)
            {
                return await CompressInlineAsync(piece, cancellationToken);
            }

            var key = new SegmentKey(piece.Name ?? await HashAsync(piece, cancellationToken), options);
            var segment = await _known.GetOrAdd(key, GetOrAdd).Value;
            return segment.Note.ContentLength == piece.Length
                ? segment
                : throw new InvalidDataException(
                    $"The compressed segment {key.Hash} has {segment.Note.ContentLength} bytes of content; expected were {piece.Length}.");

            Lazy<Task<CompressedSegment>> GetOrAdd(SegmentKey added) => new(() => segments.GetOrAddAsync(
                added, (destination, cancellation) => WriteAsync(piece, destination, cancellation), cancellationToken));
        }

        private async Task<CompressedSegment> CompressInlineAsync(ContentPiece piece, CancellationToken cancellationToken)
        {
            using var output = new MemoryStream();
            var note = await WriteAsync(piece, output, cancellationToken);
            return new CompressedSegment(note, ExtentMap.OfBytes(output.ToArray()));
        }

        private Task<string> HashAsync(ContentPiece piece, CancellationToken cancellationToken) =>
            ReadAsync(piece, bytes => $"bytes {Digest.OfBytes(bytes.Span)}", cancellationToken);

        private async Task<SegmentNote> WriteAsync(ContentPiece piece, Stream destination, CancellationToken cancellationToken)
        {
            var output = ArrayPool<byte>.Shared.Rent(SegmentBuffers.Bound(piece.Length));
            try
            {
                var (note, length) = await ReadAsync(
                    piece,
                    content =>
                    {
                        var written = SegmentCodecs.Of(options).Compress(content.Span, piece.IsOfBlob, output, out var padding);
                        return (new SegmentNote(content.Length, Crc32.Compute(content.Span), padding), written);
                    },
                    cancellationToken);
                await destination.WriteAsync(output.AsMemory(0, length), cancellationToken);
                return note;
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(output);
            }
        }

        private async Task<T> ReadAsync<T>(ContentPiece piece, Func<ReadOnlyMemory<byte>, T> use, CancellationToken cancellationToken)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(piece.Length);
            try
            {
                await using var reader = new ExtentReader(piece.Map, blobs);
                await reader.ReadExactlyAsync(0, buffer.AsMemory(0, piece.Length), cancellationToken);
                return use(buffer.AsMemory(0, piece.Length));
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }
}
