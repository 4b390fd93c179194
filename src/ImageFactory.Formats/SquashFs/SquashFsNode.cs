namespace ImageFactory.Formats.SquashFs;

/// <summary>A file system object of a <see cref="SquashFsTree"/>. A node that appears under two names becomes two objects.</summary>
public abstract record SquashFsNode
{
    private protected SquashFsNode()
    {
    }

    /// <summary>The permission bits, 0 to 07777 (octal).</summary>
    public required int Mode { get; init; }

    /// <summary>The owner.</summary>
    public required uint Uid { get; init; }

    /// <summary>The group.</summary>
    public required uint Gid { get; init; }

    /// <summary>When the content was last changed, in seconds since 1970.</summary>
    public required uint ModificationTime { get; init; }

    /// <summary>The extended attributes, in any order.</summary>
    public IReadOnlyList<SquashFsXattr> Xattrs { get; init; } = [];

    internal abstract SquashFsKind Kind { get; }
}
