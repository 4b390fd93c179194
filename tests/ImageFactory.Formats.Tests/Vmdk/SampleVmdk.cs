using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Tests.Disks;
using ImageFactory.Formats.Vmdk;

namespace ImageFactory.Formats.Tests.Vmdk;

/// <summary>A disk as a VMDK, with what its conversion wrote.</summary>
internal sealed record SampleVmdk(ExtentMap Map, byte[] Packed, MemoryBlobs Blobs)
{
    public static async Task<SampleVmdk> OfAsync(SampleRaw raw, int threads = 2)
    {
        using var packed = new MemoryStream();
        var grains = await VmdkGrains.PackAsync(raw.Map, raw.Blobs, packed, threads, TestContext.Current.CancellationToken);
        var map = VmdkImage.Map("disk.vmdk", raw.Map, grains, raw.Blobs.Add(packed.ToArray()));
        return new SampleVmdk(map, packed.ToArray(), raw.Blobs);
    }
}
