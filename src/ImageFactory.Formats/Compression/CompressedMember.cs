using ImageFactory.Formats.Compression.Native;

namespace ImageFactory.Formats.Compression;

/// <summary>One frame of zstd or one stream of .xz, whatever is behind it. The stream below stays open, at no certain position.</summary>
public sealed class CompressedMember : IAsyncDisposable
{
    private readonly CountingReadStream _compressed;
    private readonly DecompressStream _decompressed;

    internal CompressedMember(Stream source, IStreamCoder decoder, DecompressionLimits limits)
    {
        _compressed = new CountingReadStream(source);
        _decompressed = new DecompressStream(_compressed, decoder, endsWithFirst: true);
        Content = new BoundedReadStream(source, _compressed, _decompressed, limits, leaveOpen: true);
    }

    /// <summary>The content.</summary>
    public Stream Content { get; }

    /// <summary>How many compressed bytes there are, once the content was read to its end.</summary>
    public long Length => _compressed.Count - _decompressed.Unused;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
