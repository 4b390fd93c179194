namespace ImageFactory.Assets.Schematics;

/// <summary>Boot loaders as a schematic spells them.</summary>
internal static class BootloaderNames
{
    private static readonly string[] Names = ["none", "dual-boot", "sd-boot", "grub"];

    /// <summary>What a document may say. <c>auto</c> is in the reference's documentation, so it is read as <c>none</c>.</summary>
    public static IReadOnlyList<string> Accepted { get; } = ["auto", .. Names];

    public static bool TryParse(string text, out BootloaderKind kind)
    {
        var index = Array.FindIndex(Names, name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
        kind = (BootloaderKind)Math.Max(index, 0);
        return index >= 0 || text.Equals("auto", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The name; a value outside the enumeration prints as the reference prints it.</summary>
    public static string Name(BootloaderKind kind) =>
        Enum.IsDefined(kind) ? Names[(int)kind] : $"BootloaderKind({(int)kind})";
}
