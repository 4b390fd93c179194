namespace ImageFactory.Formats.SquashFs;

/// <summary>A directory.</summary>
public sealed record SquashFsDirectory : SquashFsNode
{
    /// <summary>The nodes by name. A name has 1 to 255 bytes of UTF-8, no '/' and no zero, and is not "." or "..".</summary>
    public required IReadOnlyDictionary<string, SquashFsNode> Entries { get; init; }

    internal override SquashFsKind Kind => SquashFsKind.Directory;
}
