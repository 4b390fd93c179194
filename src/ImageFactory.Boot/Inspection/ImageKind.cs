namespace ImageFactory.Boot.Inspection;

/// <summary>What an image is.</summary>
public enum ImageKind
{
    /// <summary>A PE file, such as a boot loader.</summary>
    Executable,

    /// <summary>A PE file with a kernel in it.</summary>
    UnifiedKernelImage,

    /// <summary>An ISO 9660 image.</summary>
    Iso,

    /// <summary>A disk with a GUID partition table.</summary>
    Disk,

    /// <summary>An initramfs.</summary>
    Initramfs,
}
