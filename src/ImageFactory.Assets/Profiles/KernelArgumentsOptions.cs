using ImageFactory.Boot.Meta;

namespace ImageFactory.Assets.Profiles;

/// <summary>What a schematic adds to the kernel command line, where its kind of asset takes it.</summary>
public sealed record KernelArgumentsOptions
{
    /// <summary>The arguments of the overlay: they replace those of the platform with the same key.</summary>
    public IReadOnlyList<string> Overlay { get; init; } = [];

    /// <summary>META values.</summary>
    public IReadOnlyList<MetaValue> Meta { get; init; } = [];

    /// <summary>The user's arguments; <c>-key</c> and <c>-key=value</c> take away.</summary>
    public IReadOnlyList<string> Extra { get; init; } = [];
}
