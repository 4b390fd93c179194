namespace ImageFactory.Formats.Iso9660;

/// <summary>How an image is made.</summary>
public sealed record Iso9660Options
{
    /// <summary>The volume label: up to 32 characters of A-Z, 0-9 and '_'.</summary>
    public required string VolumeId { get; init; }

    /// <summary>The volume set: up to 128 printable ASCII characters.</summary>
    public required string VolumeSetId { get; init; }

    /// <summary>
    /// Whether files that the EFI system partition holds are in the image a second time, for readers that do not find them there.
    /// </summary>
    public bool CopiesPartitionFiles { get; init; }

    /// <summary>When the volume was made, in seconds since 1970, up to the end of 2155. GRUB and Linux show it as the volume's UUID.</summary>
    public required long Time { get; init; }
}
