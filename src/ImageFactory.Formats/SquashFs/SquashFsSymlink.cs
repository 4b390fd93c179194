namespace ImageFactory.Formats.SquashFs;

/// <summary>A symbolic link.</summary>
public sealed record SquashFsSymlink : SquashFsNode
{
    /// <summary>Where it points: 1 to 4095 bytes of UTF-8, no zero.</summary>
    public required string Target { get; init; }

    internal override SquashFsKind Kind => SquashFsKind.Symlink;
}
