using System.Diagnostics.CodeAnalysis;

namespace ImageFactory.Assets.Profiles;

/// <summary>The last part of an asset's URL: the asset's name, and a suffix for what is told about it.</summary>
/// <param name="Name">The asset.</param>
/// <param name="Sidecar">What is asked for about it.</param>
public sealed record AssetPath(AssetName Name, AssetSidecar Sidecar)
{
    private static readonly (string Suffix, AssetSidecar Sidecar)[] Suffixes =
    [
        (".measurements.json", AssetSidecar.Measurements),
        (".provenance.json", AssetSidecar.Provenance),
        (".sigstore.json", AssetSidecar.Signature),
        (".sha256", AssetSidecar.Sha256),
        (".sha512", AssetSidecar.Sha512),
    ];

    /// <summary>Reads the last part of a URL.</summary>
    /// <param name="text">The text.</param>
    /// <param name="path">The path, when the text is one.</param>
    /// <param name="fault">What is wrong and what would be right, in a sentence, when it is not.</param>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out AssetPath? path, [NotNullWhen(false)] out string? fault)
    {
        var rest = text;

        // One suffix only: there is no signature of a checksum.
        var sidecar = Suffixes.FirstOrDefault(entry => AssetNameGrammar.TryCut(ref rest, entry.Suffix)).Sidecar;
        path = AssetName.TryParse(rest, out var name, out fault) ? new AssetPath(name, sidecar) : null;
        return path is not null;
    }

    /// <summary>What stands behind the asset's name; empty for the asset itself.</summary>
    public static string SuffixOf(AssetSidecar sidecar) =>
        Suffixes.FirstOrDefault(entry => entry.Sidecar == sidecar).Suffix ?? string.Empty;

    /// <summary>The canonical form.</summary>
    public override string ToString() => Name + SuffixOf(Sidecar);
}
