namespace ImageFactory.Formats.Extents;

/// <summary>
/// An immutable file as an ordered list of runs that covers [0, <see cref="Length"/>). Format writers take the maps of the files
/// that go in and return the map of the image that comes out; nothing is copied until a byte is read. Two maps that were built
/// from the same runs are equal however they were put together.
/// </summary>
public sealed class ExtentMap : IEquatable<ExtentMap>
{
    private readonly Extent[] _extents;

    internal ExtentMap(Extent[] extents)
    {
        _extents = extents;
        Length = extents.Length == 0 ? 0 : extents[^1].End;
    }

    /// <summary>A map of no bytes.</summary>
    public static ExtentMap Empty { get; } = new([]);

    /// <summary>Length in bytes.</summary>
    public long Length { get; }

    /// <summary>The runs, in order, without gaps.</summary>
    public IReadOnlyList<Extent> Extents => _extents;

    /// <summary>A map of a whole blob.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative.</exception>
    public static ExtentMap OfBlob(Digest blob, long length) => new ExtentMapBuilder().AppendBlob(blob, 0, length).Build();

    /// <summary>A map of bytes that must not change any more.</summary>
    public static ExtentMap OfBytes(ReadOnlyMemory<byte> bytes) => new ExtentMapBuilder().AppendBytes(bytes).Build();

    /// <summary>A map of zeros.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative.</exception>
    public static ExtentMap OfZeros(long length) => new ExtentMapBuilder().AppendZeros(length).Build();

    /// <summary>A map of computed content.</summary>
    public static ExtentMap OfComputed(IComputedContent content) => new ExtentMapBuilder().AppendComputed(content).Build();

    /// <summary>The maps, one behind the other.</summary>
    public static ExtentMap Concat(params ReadOnlySpan<ExtentMap> maps)
    {
        var builder = new ExtentMapBuilder();
        foreach (var map in maps)
        {
            builder.Append(map);
        }

        return builder.Build();
    }

    /// <summary>The part of the map at [offset, offset + length).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range is not inside the map.</exception>
    public ExtentMap Slice(long offset, long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Length - offset);
        if (length == Length)
        {
            return this;
        }

        var builder = new ExtentMapBuilder();
        for (var index = length == 0 ? _extents.Length : IndexOf(offset); index < _extents.Length; index++)
        {
            var extent = _extents[index];
            if (extent.Offset >= offset + length)
            {
                break;
            }

            var start = Math.Max(extent.Offset, offset);
            var end = Math.Min(extent.End, offset + length);
            builder.Append(extent.Source.Slice(start - extent.Offset, end - start), end - start);
        }

        return builder.Build();
    }

    /// <summary>The index of the run that holds the byte at <paramref name="offset"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The offset is not inside the map.</exception>
    public int IndexOf(long offset)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(offset, Length);
        var low = 0;
        var high = _extents.Length - 1;
        while (low < high)
        {
            var middle = low + ((high - low + 1) / 2);
            if (_extents[middle].Offset <= offset)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return low;
    }

    /// <inheritdoc/>
    public bool Equals(ExtentMap? other) => other is not null && _extents.AsSpan().SequenceEqual(other._extents);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ExtentMap);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Length, _extents.Length);
}
