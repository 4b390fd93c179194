namespace ImageFactory.Assets.Profiles;

/// <summary>The endings that file names are made of.</summary>
internal static class AssetNameGrammar
{
    public const string SecureBootSuffix = "-secureboot";

    /// <summary>In the order in which they are tried: <c>.tar.gz</c> also ends in <c>.gz</c>.</summary>
    public static IReadOnlyList<(string Suffix, OutputCompression Compression)> Compressions { get; } =
    [
        (".tar.gz", OutputCompression.TarGz),
        (".gz", OutputCompression.Gz),
        (".xz", OutputCompression.Xz),
        (".zst", OutputCompression.Zst),
    ];

    public static IReadOnlyList<(string Suffix, DiskFormat Format)> DiskFormats { get; } =
    [
        (".raw", DiskFormat.Raw),
        (".qcow2", DiskFormat.Qcow2),
        (".vhd", DiskFormat.Vhd),
        (".ova", DiskFormat.Ova),
    ];

    public static string Suffix(DiskFormat? format) => DiskFormats.First(entry => entry.Format == format).Suffix;

    public static string Suffix(OutputCompression compression) =>
        compression == OutputCompression.None
            ? string.Empty
            : Compressions.First(entry => entry.Compression == compression).Suffix;

    /// <summary>Takes a suffix off a text; false when the text does not end in it.</summary>
    public static bool TryCut(ref string text, string suffix)
    {
        if (!text.EndsWith(suffix, StringComparison.Ordinal))
        {
            return false;
        }

        text = text[..^suffix.Length];
        return true;
    }
}
