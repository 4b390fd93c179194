using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Iso9660;

/// <summary>An image that the boot catalog names.</summary>
/// <param name="Platform">What it is for: 0 for a BIOS, 0xEF for UEFI.</param>
/// <param name="Content">The image and all of the medium behind it: its length is not reliably known.</param>
public sealed record IsoBootImage(byte Platform, ExtentMap Content)
{
    /// <summary>Whether UEFI boots it, from a FAT file system in it.</summary>
    public bool IsEfi => Platform == ElTorito.EfiPlatform;
}
