using ImageFactory.Boot.Grub;
using ImageFactory.Formats.Pe;

namespace ImageFactory.Boot.Iso;

/// <summary>What makes GRUB boot an ISO that UEFI boots too. Its kernel and initramfs are those in the unified kernel image.</summary>
public sealed record HybridBoot
{
    /// <summary>What a BIOS starts; null for processors that have none.</summary>
    public required GrubIsoCode? Bios { get; init; }

    /// <summary>The menu, as <see cref="GrubConfig.OfIso"/> makes it.</summary>
    public required ReadOnlyMemory<byte> Config { get; init; }

    /// <summary>The section table of the unified kernel image.</summary>
    public required IReadOnlyList<PeSection> UkiSections { get; init; }
}
