namespace ImageFactory.Formats.Kmod;

/// <summary>What a kernel module says about itself, as far as an index of modules needs it. All texts are printable ASCII.</summary>
public sealed record ModuleFacts
{
    /// <summary>The path below the directory of the kernel release, as in <c>modules.dep</c>: <c>kernel/fs/btrfs/btrfs.ko.xz</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The names of the symbols that it exports.</summary>
    public required IReadOnlyList<string> Exports { get; init; }

    /// <summary>The names of the symbols that it needs, of the kernel or of other modules, each once, in the order of its tables.</summary>
    public required IReadOnlyList<string> Needs { get; init; }

    /// <summary>The values of <c>alias</c> in its <c>.modinfo</c>, in order.</summary>
    public required IReadOnlyList<string> Aliases { get; init; }

    /// <summary>The values of <c>softdep</c>, in order.</summary>
    public required IReadOnlyList<string> SoftDependencies { get; init; }

    /// <summary>The values of <c>weakdep</c>, in order.</summary>
    public required IReadOnlyList<string> WeakDependencies { get; init; }

    /// <summary>The module's name: that of the file up to the first dot, with '_' for '-'.</summary>
    public string Name => ModuleName.OfPath(Path);
}
