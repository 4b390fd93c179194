using System.Diagnostics.CodeAnalysis;
using ImageFactory.Assets.Schematics;
using ImageFactory.Assets.Versions;

namespace ImageFactory.Assets.Profiles;

/// <summary>One asset of one schematic and one Talos version. Prints as a path and parses back.</summary>
/// <param name="SchematicId">The schematic's ID.</param>
/// <param name="Version">The Talos version.</param>
/// <param name="Asset">The asset.</param>
public sealed record Profile(SchematicId SchematicId, TalosVersion Version, AssetName Asset)
{
    /// <summary>Reads <c>&lt;schematic ID&gt;/&lt;version&gt;/&lt;asset&gt;</c>; the <c>v</c> may be missing.</summary>
    /// <param name="text">The path, without leading slash.</param>
    /// <param name="profile">The profile, when the text is one.</param>
    /// <param name="fault">What is wrong, in a sentence, when it is not.</param>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out Profile? profile, [NotNullWhen(false)] out string? fault)
    {
        profile = null;
        if (text.Split('/', 4) is not [var id, var tag, var file])
        {
            fault = "A profile is written <schematic ID>/<version>/<asset>.";
            return false;
        }

        if (!SchematicId.TryParse(id, out var schematicId))
        {
            fault = "The first part of a profile is a schematic ID of 64 lower-case hexadecimal digits.";
            return false;
        }

        if (!TalosVersion.TryParse(tag, out var version))
        {
            fault = "The second part of a profile is a version, such as v1.13.0.";
            return false;
        }

        profile = AssetName.TryParse(file, out var asset, out fault) ? new Profile(schematicId, version, asset) : null;
        return profile is not null;
    }

    /// <summary>The path <c>&lt;schematic ID&gt;/&lt;version with v&gt;/&lt;asset&gt;</c>.</summary>
    public override string ToString() => $"{SchematicId}/{Version.Tag}/{Asset}";
}
