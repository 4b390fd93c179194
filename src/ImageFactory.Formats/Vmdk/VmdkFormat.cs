namespace ImageFactory.Formats.Vmdk;

/// <summary>Constants of stream-optimized sparse extents (VMware: Virtual Disk Format 5.0).</summary>
internal static class VmdkFormat
{
    public const int SectorSize = 512;

    /// <summary>The largest disk in bytes: tables count in sectors of 32 bits. It leaves room for what the image adds.</summary>
    public const long LargestDisk = 2000L * 1024 * 1024 * 1024;

    /// <summary>The length of a grain in sectors.</summary>
    public const int GrainSectors = 128;

    /// <summary>The length of a grain in bytes.</summary>
    public const int GrainSize = GrainSectors * SectorSize;

    /// <summary>Entries in a grain table.</summary>
    public const int TableEntries = 512;

    /// <summary>The length of a grain table in sectors.</summary>
    public const int TableSectors = TableEntries * sizeof(uint) / SectorSize;

    /// <summary>Where the descriptor starts, in sectors.</summary>
    public const int DescriptorSector = 1;

    /// <summary>The room for the descriptor in sectors.</summary>
    public const int DescriptorSectors = 20;

    /// <summary>Where the first grain starts, in sectors.</summary>
    public const int OverheadSectors = 128;
}
