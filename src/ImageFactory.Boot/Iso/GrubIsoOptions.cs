using ImageFactory.Boot.Cache;
using ImageFactory.Boot.Grub;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Boot.Iso;

/// <summary>What goes into an ISO that GRUB boots.</summary>
public sealed record GrubIsoOptions
{
    /// <summary>What a BIOS starts; null for processors that have none.</summary>
    public required GrubIsoCode? Bios { get; init; }

    /// <summary>The file that UEFI starts: <c>BOOTX64.EFI</c> or <c>BOOTAA64.EFI</c>.</summary>
    public required string BootFileName { get; init; }

    /// <summary>GRUB for UEFI, as <see cref="GrubImages.IsoEfi"/> makes it.</summary>
    public required ExtentMap BootLoader { get; init; }

    /// <summary>The kernel.</summary>
    public required ExtentMap Kernel { get; init; }

    /// <summary>The initramfs.</summary>
    public required ExtentMap Initramfs { get; init; }

    /// <summary>The menu, as <see cref="GrubConfig.OfIso"/> makes it.</summary>
    public required ReadOnlyMemory<byte> Config { get; init; }

    /// <summary>The Talos version with its <c>v</c>, for labels; null for releases whose ISOs have none, before 1.8.</summary>
    public required string? LabelVersion { get; init; }

    /// <summary>Whether the files of the EFI system partition are in the image a second time, for readers that cannot find them there.</summary>
    public bool HasCopies { get; init; }

    /// <summary>The image cache, which is in the ISO 9660 tree alone; null without one.</summary>
    public CacheTree? ImageCache { get; init; }

    /// <summary>All times in the image, in seconds since 1970, from 1980 on.</summary>
    public required uint Time { get; init; }
}
