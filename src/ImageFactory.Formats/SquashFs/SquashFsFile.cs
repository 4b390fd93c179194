namespace ImageFactory.Formats.SquashFs;

/// <summary>A regular file.</summary>
public sealed record SquashFsFile : SquashFsNode
{
    /// <summary>The content.</summary>
    public required SquashFsContent Content { get; init; }

    internal override SquashFsKind Kind => SquashFsKind.File;
}
