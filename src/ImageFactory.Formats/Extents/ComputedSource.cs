namespace ImageFactory.Formats.Extents;

/// <summary>A run of computed content.</summary>
public sealed record ComputedSource : ExtentSource
{
    /// <summary>A run of <paramref name="content"/> that starts at <paramref name="offset"/> bytes.</summary>
    public ComputedSource(IComputedContent content, long offset)
    {
        Content = content;
        Offset = offset;
    }

    /// <summary>The computed content.</summary>
    public IComputedContent Content { get; }

    /// <summary>Where the run starts in the content, in bytes.</summary>
    public long Offset { get; }

    /// <inheritdoc/>
    public bool Equals(ComputedSource? other) =>
        other is not null && Offset == other.Offset && IsSameContent(other.Content);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Content.Kind, Content.Length, Offset);

    internal override ExtentSource Slice(long count, long length) => new ComputedSource(Content, Offset + count);

    internal override ExtentSource? TryJoin(long length, ExtentSource next) =>
        next is ComputedSource run && run.Offset == Offset + length && IsSameContent(run.Content) ? this : null;

    private bool IsSameContent(IComputedContent other) =>
        ReferenceEquals(Content, other)
        || (string.Equals(Content.Kind, other.Kind, StringComparison.Ordinal)
            && Content.Length == other.Length
            && Content.Record.Span.SequenceEqual(other.Record.Span));
}
