namespace ImageFactory.Formats.Extents;

/// <summary>
/// Builds an <see cref="ExtentMap"/> from front to back. Runs that continue each other are joined, so equal content gives equal
/// maps.
/// </summary>
public sealed class ExtentMapBuilder
{
    private readonly List<Extent> _extents = [];

    // A run of zeros costs about as much in a recipe as so many bytes.
    private static ReadOnlySpan<byte> ShortestHole => new byte[32];

    /// <summary>Bytes appended so far.</summary>
    public long Length { get; private set; }

    /// <summary>Appends all of a map.</summary>
    public ExtentMapBuilder Append(ExtentMap map)
    {
        foreach (var extent in map.Extents)
        {
            Append(extent.Source, extent.Length);
        }

        return this;
    }

    /// <summary>Appends bytes that must not change any more.</summary>
    public ExtentMapBuilder AppendBytes(ReadOnlyMemory<byte> bytes) => Append(new InlineSource(bytes), bytes.Length);

    /// <summary>Appends <paramref name="length"/> zeros.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative.</exception>
    public ExtentMapBuilder AppendZeros(long length) => Append(ZeroSource.Instance, length);

    /// <summary>Appends a run of a blob.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The offset or the length is negative.</exception>
    public ExtentMapBuilder AppendBlob(Digest blob, long offset, long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        return Append(new BlobSource(blob, offset), length);
    }

    /// <summary>Appends all of a computed content.</summary>
    public ExtentMapBuilder AppendComputed(IComputedContent content) => Append(new ComputedSource(content, 0), content.Length);

    /// <summary>Appends zeros until the length is a multiple of <paramref name="alignment"/> bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The alignment is not positive.</exception>
    public ExtentMapBuilder PadTo(long alignment)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(alignment);
        var rest = Length % alignment;
        return rest == 0 ? this : AppendZeros(alignment - rest);
    }

    /// <summary>The map of what was appended so far.</summary>
    public ExtentMap Build() => _extents.Count == 0 ? ExtentMap.Empty : new ExtentMap([.. _extents]);

    /// <summary>
    /// Appends bytes that must not change any more; longer runs of zeros in them as zeros, so that tables which are mostly empty stay
    /// small in a recipe.
    /// </summary>
    internal ExtentMapBuilder AppendSparse(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var filled = LengthBefore(bytes, bytes.Span.IndexOf(ShortestHole));
            AppendBytes(bytes[..filled]);
            bytes = bytes[filled..];

            var empty = LengthBefore(bytes, bytes.Span.IndexOfAnyExcept((byte)0));
            AppendZeros(empty);
            bytes = bytes[empty..];
        }

        return this;
    }

    internal ExtentMapBuilder Append(ExtentSource source, long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (length == 0)
        {
            return this;
        }

        if (_extents.Count > 0 && _extents[^1].Source.TryJoin(_extents[^1].Length, source) is { } joined)
        {
            var last = _extents[^1];
            _extents[^1] = new Extent(last.Offset, last.Length + length, joined);
        }
        else
        {
            _extents.Add(new Extent(Length, length, source));
        }

        Length += length;
        return this;
    }

    private static int LengthBefore(ReadOnlyMemory<byte> bytes, int index) => index < 0 ? bytes.Length : index;
}
