namespace ImageFactory.Sample.Table;

/// <summary>A processor and a layout: what the variables of patterns stand for.</summary>
internal sealed record Target(string Architecture, ArchitectureRow Machine, LayoutRow Layout)
{
    /// <summary>The text with the variables replaced.</summary>
    public string Expand(string text) => text
        .Replace("$triplet", Machine.Triplet, StringComparison.Ordinal)
        .Replace("$firmware", Layout.Firmware, StringComparison.Ordinal)
        .Replace("$libraries", Layout.Libraries, StringComparison.Ordinal)
        .Replace("$binaries", Layout.Binaries, StringComparison.Ordinal);
}
