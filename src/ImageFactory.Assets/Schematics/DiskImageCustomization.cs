namespace ImageFactory.Assets.Schematics;

/// <summary>Disk image settings of a schematic.</summary>
public sealed record DiskImageCustomization
{
    /// <summary>Bytes in a sector; 0 for the default of 512. Not checked here.</summary>
    public ulong SectorSize { get; init; }
}
