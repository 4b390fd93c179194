namespace ImageFactory.Formats.Vmdk;

/// <summary>A grain that holds anything but zeros.</summary>
/// <param name="Number">Which it is of the disk.</param>
/// <param name="Adler">The Adler-32 of its content.</param>
/// <param name="LastByte">The last byte of its content.</param>
/// <param name="PackedSectors">Its length among the packed grains in sectors; 0 when its content is stored as it is.</param>
internal readonly record struct VmdkGrain(long Number, uint Adler, byte LastByte, int PackedSectors)
{
    /// <summary>Whether the content is not compressed.</summary>
    public bool IsStored => PackedSectors == 0;
}
