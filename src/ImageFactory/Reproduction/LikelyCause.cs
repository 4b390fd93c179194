using ImageFactory.Assets.Profiles;

namespace ImageFactory.Reproduction;

/// <summary>Why an asset differs from what is built here, by the place where it does first.</summary>
internal static class LikelyCause
{
    /// <summary>A sentence for whoever wants to know.</summary>
    /// <param name="asset">The asset.</param>
    /// <param name="places">Where it differs, from the outside in.</param>
    public static string Of(AssetName asset, IReadOnlyList<string> places)
    {
        var kind = asset.Kind;
        if (kind is OutputKind.Kernel || Has(places, "section .linux") || Has(places, "vmlinuz"))
        {
            return "another kernel: the source of Talos images there had other content for this version";
        }

        if (kind is OutputKind.Initramfs || Has(places, "section .initrd") || Has(places, "initramfs"))
        {
            return "another base initramfs or other images of extensions at the source, another URL of the factory (--external-url), "
                + "or another library or level of compression for extensions";
        }

        if (kind is OutputKind.Cmdline || Has(places, "section .cmdline") || Has(places, "grub.cfg"))
        {
            return "another kernel command line: another schematic, version or version of the factory";
        }

        if (Has(places, "section .pcr") || Has(places, "loader/keys"))
        {
            return "other SecureBoot or PCR keys";
        }

        if (asset.SecureBoot && places.Count > 0 && IsExecutable(places[^1]))
        {
            return "other SecureBoot keys: a signature, or a header that it covers";
        }

        return places.Count == 0 && IsPacked(asset)
            ? "another library of compression, or a difference in what is compressed: compare the raw image"
            : "metadata: another version of the factory, or another factory";
    }

    private static bool Has(IReadOnlyList<string> places, string part) =>
        places.Any(place => place.Contains(part, StringComparison.OrdinalIgnoreCase));

    private static bool IsExecutable(string place) => place.EndsWith(".efi", StringComparison.OrdinalIgnoreCase);

    private static bool IsPacked(AssetName asset) =>
        asset.Kind is OutputKind.Image && asset.ToString() is var name && !name.EndsWith(".raw", StringComparison.Ordinal);
}
