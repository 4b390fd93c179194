using System.Diagnostics;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Qcow2;
using ImageFactory.Formats.Vmdk;
using ImageFactory.Testing;

namespace ImageFactory.Interop.Tests.Build;

/// <summary>Converts the disks of a real release, beside <c>qemu-img convert</c>.</summary>
public sealed class DiskConversionTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Theory]
    [InlineData("metal-amd64-secureboot.raw")]
    [InlineData("metal-arm64.raw")]
    public async Task A_VMDK_is_the_same_disk_and_hardly_longer_than_that_of_qemu(string asset)
    {
        var disk = await BuildAsync(asset);
        var theirs = _directory.Combine("qemu.vmdk");
        await Tool.RunAsync("qemu-img", "convert", "-f", "raw", "-O", "vmdk", "-o", "subformat=streamOptimized", disk, theirs);
        var file = new SparseFileBlobs(disk);
        var map = await file.MapAsync();

        var watch = Stopwatch.StartNew();
        var packed = await PackedDisk.OfAsync(map, file);
        var blobs = new MemoryBlobs();
        var vmdk = VmdkImage.Map("disk.vmdk", map, packed.Grains, blobs.Add(packed.Packed));
        var recipe = ExtentMapDocument.ToBytes(vmdk).Length;
        output.WriteLine(
            $"{asset}: {vmdk.Length} bytes, qemu {new FileInfo(theirs).Length}; packed {packed.Packed.Length}, recipe {recipe}, {watch.ElapsedMilliseconds} ms");

        Assert.InRange(vmdk.Length, 1, new FileInfo(theirs).Length * 105 / 100);
        Assert.InRange(recipe, 1, 1 << 20);
        var ours = await MapBytes.WriteAsync(vmdk, _directory.Combine("ours.vmdk"), new Either(blobs, file));
        Assert.Equal("Images are identical.\n", await Tool.RunAsync("qemu-img", "compare", "-f", "raw", "-F", "vmdk", disk, ours));
    }

    [Theory]
    [InlineData("metal-arm64.raw")]
    public async Task A_qcow2_is_the_same_disk_and_hardly_longer_than_that_of_qemu(string asset)
    {
        var disk = await BuildAsync(asset);
        var theirs = _directory.Combine("qemu.qcow2");
        await Tool.RunAsync("qemu-img", "convert", "-f", "raw", "-O", "qcow2", "-o", "cluster_size=8k", disk, theirs);
        var file = new SparseFileBlobs(disk);

        var qcow2 = Qcow2Image.Map(await file.MapAsync());

        var ours = await MapBytes.WriteAsync(qcow2, _directory.Combine("ours.qcow2"), file);
        var recipe = ExtentMapDocument.ToBytes(qcow2).Length;
        output.WriteLine($"{asset}: {qcow2.Length} bytes, qemu {new FileInfo(theirs).Length}; recipe {recipe}");

        // QEMU reads everything, and leaves out zeros that are content too.
        Assert.InRange(qcow2.Length, 1, new FileInfo(theirs).Length * 105 / 100);
        Assert.Equal("Images are identical.\n", await Tool.RunAsync("qemu-img", "compare", "-f", "raw", "-F", "qcow2", disk, ours));
    }

    public void Dispose() => _directory.Dispose();

    private async Task<string> BuildAsync(string asset) =>
        Path.Combine(await Executable.BuildAsync(_directory, ["fuse3"], "v1.13.0", Environment.ProcessorCount, configuration: null, asset), asset);

    private sealed class Either(IBlobSource first, IBlobSource second) : IBlobSource
    {
        public async ValueTask<IByteSource> OpenAsync(Digest blob, CancellationToken cancellationToken)
        {
            try
            {
                return await first.OpenAsync(blob, cancellationToken);
            }
            catch (FileNotFoundException)
            {
                return await second.OpenAsync(blob, cancellationToken);
            }
        }
    }
}
