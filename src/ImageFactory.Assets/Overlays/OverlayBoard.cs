namespace ImageFactory.Assets.Overlays;

/// <summary>What an overlay does for a board, as data: no program of an overlay image is ever started.</summary>
public sealed record OverlayBoard
{
    /// <summary>The name of the overlay, for example <c>rpi_generic</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What replaces arguments of the platform with the same key on the kernel command line.</summary>
    public IReadOnlyList<string> KernelArguments { get; init; } = [];

    /// <summary>Sectors of a disk that stay free in front of the entries of its partition table.</summary>
    public long SkippedSectors { get; init; }

    /// <summary>What is written outside of partitions.</summary>
    public IReadOnlyList<OverlayFirmware> Firmware { get; init; } = [];

    /// <summary>What goes to the EFI system partition; of two for the same place the later one counts.</summary>
    public IReadOnlyList<OverlayFile> Files { get; init; } = [];

    /// <summary>Texts for the EFI system partition that options of a schematic change.</summary>
    public IReadOnlyList<OverlayText> Texts { get; init; } = [];
}
