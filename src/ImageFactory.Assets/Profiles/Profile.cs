using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using ImageFactory.Assets.Versions;

namespace ImageFactory.Assets.Profiles;

/// <summary>One asset of one schematic and one Talos version. Prints as a path and parses back.</summary>
public sealed record Profile
{
    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    /// <summary>A profile.</summary>
    /// <param name="schematicId">The schematic's ID: 64 lower-case hexadecimal digits.</param>
    /// <param name="version">The Talos version.</param>
    /// <param name="asset">The asset.</param>
    /// <exception cref="ArgumentException">The ID is not one.</exception>
    public Profile(string schematicId, TalosVersion version, AssetName asset)
    {
        if (!IsSchematicId(schematicId))
        {
            throw new ArgumentException("A schematic ID has 64 lower-case hexadecimal digits.", nameof(schematicId));
        }

        SchematicId = schematicId;
        Version = version;
        Asset = asset;
    }

    /// <summary>The schematic's ID: the SHA-256 of its canonical form in hexadecimal.</summary>
    public string SchematicId { get; }

    /// <summary>The Talos version.</summary>
    public TalosVersion Version { get; }

    /// <summary>The asset.</summary>
    public AssetName Asset { get; }

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

        if (!IsSchematicId(id))
        {
            fault = "The first part of a profile is a schematic ID of 64 lower-case hexadecimal digits.";
            return false;
        }

        if (!TalosVersion.TryParse(tag, out var version))
        {
            fault = "The second part of a profile is a version, such as v1.13.0.";
            return false;
        }

        profile = AssetName.TryParse(file, out var asset, out fault) ? new Profile(id, version, asset) : null;
        return profile is not null;
    }

    /// <summary>The path <c>&lt;schematic ID&gt;/&lt;version with v&gt;/&lt;asset&gt;</c>.</summary>
    public override string ToString() => $"{SchematicId}/{Version.Tag}/{Asset}";

    private static bool IsSchematicId(string text) =>
        text.Length == SHA256.HashSizeInBytes * 2 && !text.AsSpan().ContainsAnyExcept(LowerHex);
}
