using ImageFactory.Assets.Profiles;
using ImageFactory.Assets.Schematics;
using ImageFactory.Assets.Versions;
using ImageFactory.Boot.Meta;

namespace ImageFactory.Netboot.Rules;

/// <summary>What a machine boots.</summary>
internal sealed record NetbootTarget
{
    /// <summary>The schematic.</summary>
    public required SchematicId Schematic { get; init; }

    /// <summary>The Talos version.</summary>
    public required TalosVersion Version { get; init; }

    /// <summary>The platform.</summary>
    public required Platform Platform { get; init; }

    /// <summary>Whether firmware checks signatures.</summary>
    public required bool SecureBoot { get; init; }

    /// <summary>Kernel arguments behind the schematic's own.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>META values beside the schematic's own, or instead of those with the same key.</summary>
    public IReadOnlyList<MetaValue> Meta { get; init; } = [];

    /// <summary>What it is called in URLs: <c>&lt;platform&gt;-&lt;arch&gt;[-secureboot]</c>.</summary>
    public string MachineName(Architecture architecture) => $"{Platform}-{architecture.Name()}{(SecureBoot ? "-secureboot" : "")}";
}
