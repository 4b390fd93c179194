namespace ImageFactory.Boot.Inspection;

/// <summary>What a boot image holds. Hashes and identifiers are in lower-case hexadecimal.</summary>
public sealed record ImageInspection
{
    /// <summary>What the image is.</summary>
    public required ImageKind Kind { get; init; }

    /// <summary>Length in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>The name of an ISO's volume.</summary>
    public string? VolumeId { get; init; }

    /// <summary>The partitions of a disk, in the order of the table.</summary>
    public IReadOnlyList<InspectedPartition> Partitions { get; init; } = [];

    /// <summary>What a disk has in front of its partitions besides their table: the first code of a board.</summary>
    public IReadOnlyList<InspectedRegion> Firmware { get; init; } = [];

    /// <summary>The files of an ISO's tree, or of a disk's EFI system partition.</summary>
    public IReadOnlyList<InspectedFile> Files { get; init; } = [];

    /// <summary>What firmware may start: the image itself, or the <c>.efi</c> files of its EFI system partition.</summary>
    public IReadOnlyList<InspectedExecutable> Executables { get; init; } = [];

    /// <summary>What an image that is an initramfs holds.</summary>
    public InspectedInitramfs? Initramfs { get; init; }

    /// <summary>The values in a disk's META partition, as <c>0xa=value</c>.</summary>
    public IReadOnlyList<string> Meta { get; init; } = [];

    /// <summary>What could not be read, and why.</summary>
    public IReadOnlyList<InspectionNote> Notes { get; init; } = [];
}
