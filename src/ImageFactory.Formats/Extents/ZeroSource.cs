namespace ImageFactory.Formats.Extents;

/// <summary>Zeros.</summary>
public sealed record ZeroSource : ExtentSource
{
    private ZeroSource()
    {
    }

    /// <summary>The only instance.</summary>
    public static ZeroSource Instance { get; } = new();

    internal override ExtentSource Slice(long count, long length) => this;

    internal override ExtentSource? TryJoin(long length, ExtentSource next) => next is ZeroSource ? this : null;
}
