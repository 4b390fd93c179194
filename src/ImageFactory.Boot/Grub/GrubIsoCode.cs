using ImageFactory.Formats.Extents;

namespace ImageFactory.Boot.Grub;

/// <summary>What a BIOS starts from an ISO, before it is told where it lies.</summary>
/// <param name="BootCode">GRUB's <c>boot_hybrid.img</c>.</param>
/// <param name="Image">The image for CDs, as <see cref="GrubImages.IsoElTorito"/> makes it.</param>
/// <param name="ImageSum">Its sum, as <see cref="Formats.Iso9660.IsoBiosBoot.SumOf"/> finds it.</param>
public sealed record GrubIsoCode(ReadOnlyMemory<byte> BootCode, ExtentMap Image, uint ImageSum);
