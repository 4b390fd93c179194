namespace ImageFactory.Formats.Iso9660;

/// <summary>An ISO 9660 image that was read.</summary>
/// <param name="VolumeId">The name of the volume, without the spaces behind it.</param>
/// <param name="Entries">Everything in it, each directory before what is in it.</param>
/// <param name="BootImages">What firmware boots, in the order of the boot catalog.</param>
public sealed record Iso9660Volume(string VolumeId, IReadOnlyList<Iso9660Entry> Entries, IReadOnlyList<IsoBootImage> BootImages);
