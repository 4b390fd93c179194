namespace ImageFactory.Assets.Schematics.Reading;

/// <summary>The fields that schematics have, by the path of their mapping.</summary>
internal static class SchematicFields
{
    public static IReadOnlyList<string> Root { get; } = ["owner", "overlay", "customization"];

    public static IReadOnlyList<string> Overlay { get; } = ["image", "name", "options"];

    public static IReadOnlyList<string> Customization { get; } =
        ["embeddedMachineConfiguration", "extraKernelArgs", "meta", "systemExtensions", "bootloader", "secureboot", "diskImage"];

    public static IReadOnlyList<string> Meta { get; } = ["key", "value"];

    public static IReadOnlyList<string> SystemExtensions { get; } = ["officialExtensions"];

    public static IReadOnlyList<string> SecureBoot { get; } = ["enrollKeys", "includeWellKnownCertificates"];

    public static IReadOnlyList<string> DiskImage { get; } = ["sectorSize"];

    /// <summary>Where a name would be right; null when it would be nowhere.</summary>
    public static string? FindHome(string name) => Homes.FirstOrDefault(home => home.Fields.Contains(name, StringComparer.Ordinal)).Path;

    // Only names that mean one thing: "name" or "key" may be anything.
    private static IEnumerable<(string Path, IReadOnlyList<string> Fields)> Homes =>
    [
        ("the document itself", Root),
        ("customization", Customization),
        ("customization.systemExtensions", SystemExtensions),
        ("customization.secureboot", SecureBoot),
        ("customization.diskImage", DiskImage),
    ];
}
