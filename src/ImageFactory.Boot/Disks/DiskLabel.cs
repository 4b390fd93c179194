namespace ImageFactory.Boot.Disks;

/// <summary>The names of Talos's partitions. A running Talos finds them by these.</summary>
public static class DiskLabel
{
    /// <summary>The EFI system partition.</summary>
    public const string Efi = "EFI";

    /// <summary>Where GRUB keeps its core image for a BIOS.</summary>
    public const string Bios = "BIOS";

    /// <summary>What GRUB boots; XFS, labelled with the same name.</summary>
    public const string Boot = "BOOT";

    /// <summary>The META key-value store.</summary>
    public const string Meta = "META";

    /// <summary>The machine's configuration and identity.</summary>
    public const string State = "STATE";

    /// <summary>Everything that a machine may lose.</summary>
    public const string Ephemeral = "EPHEMERAL";

    /// <summary>The image cache; ext4, labelled with the same name.</summary>
    public const string ImageCache = "IMAGECACHE";
}
