using ImageFactory.Boot.Cache;
using ImageFactory.Boot.SecureBoot;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Boot.Iso;

/// <summary>What goes into an ISO that UEFI boots.</summary>
public sealed record UefiIsoOptions
{
    /// <summary>The file that firmware starts: <c>BOOTX64.EFI</c> or <c>BOOTAA64.EFI</c>.</summary>
    public required string BootFileName { get; init; }

    /// <summary>systemd-boot.</summary>
    public required ExtentMap BootLoader { get; init; }

    /// <summary>The unified kernel image.</summary>
    public required ExtentMap Uki { get; init; }

    /// <summary>The Talos version with its <c>v</c>, for names and labels.</summary>
    public required string Version { get; init; }

    /// <summary>When systemd-boot enrols SecureBoot keys: <c>off</c>, <c>manual</c>, <c>if-safe</c> or <c>force</c>.</summary>
    public required string SecureBootEnrolment { get; init; }

    /// <summary>The files that it enrols; null when there are none.</summary>
    public EnrolmentFiles? EnrolmentFiles { get; init; }

    /// <summary>What makes GRUB boot the image too; null when it does not.</summary>
    public HybridBoot? Hybrid { get; init; }

    /// <summary>Whether the files of the EFI system partition are in the image a second time, for readers that cannot find them there.</summary>
    public bool HasCopies { get; init; }

    /// <summary>The image cache, which is in the ISO 9660 tree alone; null without one.</summary>
    public CacheTree? ImageCache { get; init; }

    /// <summary>All times in the image, in seconds since 1970, from 1980 on.</summary>
    public required uint Time { get; init; }
}
