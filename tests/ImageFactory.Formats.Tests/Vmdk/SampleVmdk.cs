using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Tests.Disks;
using ImageFactory.Formats.Vmdk;
using ImageFactory.Testing;

namespace ImageFactory.Formats.Tests.Vmdk;

/// <summary>A disk as a VMDK, with what its conversion wrote.</summary>
internal sealed record SampleVmdk(ExtentMap Map, byte[] Packed, MemoryBlobs Blobs)
{
    public static async Task<SampleVmdk> OfAsync(SampleRaw raw)
    {
        var disk = await PackedDisk.OfAsync(raw.Map, raw.Blobs);
        var map = VmdkImage.Map("disk.vmdk", raw.Map, disk.Grains, raw.Blobs.Add(disk.Packed));
        return new SampleVmdk(map, disk.Packed, raw.Blobs);
    }
}
