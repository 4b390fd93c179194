namespace ImageFactory.Formats.SquashFs;

/// <summary>A block or character device.</summary>
public sealed record SquashFsDevice : SquashFsNode
{
    /// <summary>Whether it is a block device.</summary>
    public required bool IsBlock { get; init; }

    /// <summary>The major number, 0 to 4095.</summary>
    public required uint Major { get; init; }

    /// <summary>The minor number, 0 to 1048575.</summary>
    public required uint Minor { get; init; }

    internal override SquashFsKind Kind => IsBlock ? SquashFsKind.BlockDevice : SquashFsKind.CharacterDevice;
}
