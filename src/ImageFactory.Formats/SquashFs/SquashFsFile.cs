using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.SquashFs;

/// <summary>A regular file.</summary>
public sealed record SquashFsFile : SquashFsNode
{
    /// <summary>The content. Runs of zeros become holes.</summary>
    public required ExtentMap Content { get; init; }

    internal override SquashFsKind Kind => SquashFsKind.File;
}
