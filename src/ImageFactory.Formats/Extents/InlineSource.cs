namespace ImageFactory.Formats.Extents;

/// <summary>Bytes that the map itself carries: headers, descriptors, small files.</summary>
public sealed record InlineSource : ExtentSource
{
    // Longer runs are not copied together: joining must stay cheap however a map is built.
    private const int LongestJoined = 64 * 1024;

    /// <summary>A source over bytes that must not change any more.</summary>
    public InlineSource(ReadOnlyMemory<byte> bytes) => Bytes = bytes;

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <inheritdoc/>
    public bool Equals(InlineSource? other) => other is not null && Bytes.Span.SequenceEqual(other.Bytes.Span);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(Bytes.Span);
        return hash.ToHashCode();
    }

    internal override ExtentSource Slice(long count, long length) => new InlineSource(Bytes.Slice((int)count, (int)length));

    internal override ExtentSource? TryJoin(long length, ExtentSource next)
    {
        if (next is not InlineSource inline || Bytes.Length + inline.Bytes.Length > LongestJoined)
        {
            return null;
        }

        return new InlineSource((byte[])[.. Bytes.Span, .. inline.Bytes.Span]);
    }
}
