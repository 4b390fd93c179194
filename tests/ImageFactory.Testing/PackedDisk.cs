using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Vmdk;

namespace ImageFactory.Testing;

/// <summary>The grains of a disk, and those that are compressed.</summary>
public sealed record PackedDisk(VmdkGrains Grains, byte[] Packed)
{
    /// <summary>Packs one run after the other.</summary>
    public static async Task<PackedDisk> OfAsync(ExtentMap disk, IBlobSource blobs)
    {
        using var packed = new MemoryStream();
        var grains = new List<VmdkGrains>();
        foreach (var run in VmdkRun.Cut(disk))
        {
            grains.Add(await run.PackAsync(blobs, packed, TestContext.Current.CancellationToken));
        }

        return new PackedDisk(VmdkGrains.Join(grains), packed.ToArray());
    }
}
