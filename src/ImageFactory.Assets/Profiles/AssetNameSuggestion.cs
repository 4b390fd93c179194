using ImageFactory.Assets.Schematics;

namespace ImageFactory.Assets.Profiles;

/// <summary>Finds the asset that was meant by a name that is none.</summary>
internal static class AssetNameSuggestion
{
    /// <summary>Endings that are seen in the wild; <c>.zxt</c> is a default of talhelper.</summary>
    private static readonly (string Wrong, string Right)[] Endings =
    [
        (".zxt", ".xz"),
        (".zstd", ".zst"),
        (".raw.bz2", ".raw.xz"),
        (".img", ".raw"),
        (".img.gz", ".raw.gz"),
        (".img.xz", ".raw.xz"),
        (".img.zst", ".raw.zst"),
        (".qcow", ".qcow2"),
        (".vmdk", ".ova"),
    ];

    private static readonly Lazy<IReadOnlyList<string>> AllNames = new(() => [.. EveryName()]);

    /// <summary>The canonical name that was meant; null when nobody can tell.</summary>
    public static string? For(string text)
    {
        var repaired = WithPlatform(WithEnding(text));
        return AssetNameReader.Read(repaired, out _)?.ToString() ?? Nearest.Of(text, AllNames.Value);
    }

    private static string WithEnding(string text)
    {
        foreach (var (wrong, right) in Endings)
        {
            if (AssetNameGrammar.TryCut(ref text, wrong))
            {
                return text + right;
            }
        }

        return text;
    }

    private static string WithPlatform(string text)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        return dash > 0 && Platforms.Find(text[..dash]) is null && Platforms.FindNearest(text[..dash]) is { } platform
            ? platform + text[dash..]
            : text;
    }

    private static IEnumerable<string> EveryName()
    {
        foreach (var architecture in Enum.GetValues<Architecture>())
        {
            yield return AssetName.Kernel(architecture).ToString();
            yield return AssetName.Initramfs(architecture).ToString();
            foreach (var platform in Platforms.All)
            {
                foreach (var name in NamesOf(platform, architecture, secureBoot: false)
                    .Concat(NamesOf(platform, architecture, secureBoot: true)))
                {
                    yield return name.ToString();
                }
            }
        }
    }

    private static IEnumerable<AssetName> NamesOf(Platform platform, Architecture architecture, bool secureBoot) =>
    [
        AssetName.Iso(platform, architecture, secureBoot),
        AssetName.Cmdline(platform, architecture, secureBoot),
        AssetName.Uki(platform, architecture, secureBoot),
        AssetName.Installer(platform, architecture, secureBoot),
        .. from format in Enum.GetValues<DiskFormat>()
           from compression in Enum.GetValues<OutputCompression>()
           select AssetName.Image(platform, architecture, secureBoot, format, compression),
    ];
}
