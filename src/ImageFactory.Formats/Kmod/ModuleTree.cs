namespace ImageFactory.Formats.Kmod;

/// <summary>The modules of a kernel release, and what its build says about them (modules.dep(5), depmod.d(5)).</summary>
public sealed record ModuleTree
{
    /// <summary>The name by which <see cref="Search"/> speaks of modules that are in none of its directories.</summary>
    public const string BuiltIn = "built-in";

    /// <summary>The most modules that an index takes.</summary>
    public const int MostModules = ushort.MaxValue - 1;

    /// <summary>The modules, in any order.</summary>
    public required IReadOnlyList<ModuleFacts> Modules { get; init; }

    /// <summary>The content of <c>modules.order</c>; empty when there is none.</summary>
    public ReadOnlyMemory<byte> Order { get; init; }

    /// <summary>The content of <c>modules.builtin</c>; null when there is none.</summary>
    public ReadOnlyMemory<byte>? BuiltinNames { get; init; }

    /// <summary>The content of <c>modules.builtin.modinfo</c>; null when there is none.</summary>
    public ReadOnlyMemory<byte>? BuiltinInformation { get; init; }

    /// <summary>
    /// Directories below that of the release, the one that wins first, when several modules have the same name; <see cref="BuiltIn"/>
    /// stands for all others.
    /// </summary>
    public required IReadOnlyList<string> Search { get; init; }
}
