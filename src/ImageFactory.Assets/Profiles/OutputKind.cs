namespace ImageFactory.Assets.Profiles;

/// <summary>What an asset is.</summary>
public enum OutputKind
{
    /// <summary>The kernel, as the release has it.</summary>
    Kernel,

    /// <summary>The initramfs with extensions.</summary>
    Initramfs,

    /// <summary>The kernel command line as text.</summary>
    Cmdline,

    /// <summary>A bootable ISO 9660 image.</summary>
    Iso,

    /// <summary>A disk image.</summary>
    Image,

    /// <summary>A unified kernel image.</summary>
    Uki,

    /// <summary>The installer's container image, as a tar archive.</summary>
    Installer,
}
