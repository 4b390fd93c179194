using System.Text.Json;
using ImageFactory.Formats.Qcow2;
using ImageFactory.Formats.Tests.Disks;
using ImageFactory.Testing;

namespace ImageFactory.Formats.Tests.Qcow2;

public sealed class Qcow2JudgeTests : IDisposable
{
    private const int ClusterSize = 8192;

    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task Qemu_shows_the_options_of_the_published_images()
    {
        var raw = SampleRaw.Of("usual");
        var image = await WriteAsync(raw);

        using var info = JsonDocument.Parse(await Tool.RunAsync("qemu-img", "info", "--output=json", "-f", "qcow2", image));

        var root = info.RootElement;
        var specific = root.GetProperty("format-specific").GetProperty("data");
        Assert.Equal(raw.Map.Length, root.GetProperty("virtual-size").GetInt64());
        Assert.Equal(ClusterSize, root.GetProperty("cluster-size").GetInt32());
        Assert.Equal("1.1", specific.GetProperty("compat").GetString());
        Assert.Equal(16, specific.GetProperty("refcount-bits").GetInt32());
        Assert.False(specific.GetProperty("lazy-refcounts").GetBoolean());
        Assert.False(specific.GetProperty("corrupt").GetBoolean());
    }

    [Theory]
    [InlineData("usual")]
    [InlineData("one sector")]
    [InlineData("first cluster")]
    public async Task A_small_image_has_the_bytes_that_qemu_writes(string kind)
    {
        var raw = SampleRaw.Of(kind);
        var expected = _directory.Combine("qemu.qcow2");
        await Tool.RunAsync(
            "qemu-img", "convert", "-f", "raw", "-O", "qcow2", "-o", $"cluster_size={ClusterSize}", await raw.WriteAsync(_directory), expected);

        var image = await File.ReadAllBytesAsync(await WriteAsync(raw), TestContext.Current.CancellationToken);

        // QEMU's header has a table of names for features that the image does not have.
        var theirs = await File.ReadAllBytesAsync(expected, TestContext.Current.CancellationToken);
        Assert.Equal(theirs[..112], image[..112]);
        Assert.Equal(theirs[ClusterSize..], image[ClusterSize..]);
    }

    [Fact]
    public async Task Holes_of_the_disk_take_no_room()
    {
        var raw = SampleRaw.Of("scattered");
        var image = await WriteAsync(raw);

        using var map = JsonDocument.Parse(await Tool.RunAsync("qemu-img", "check", "--output=json", "-f", "qcow2", image));

        var data = raw.Map.Extents.Where(extent => extent.Source is not Formats.Extents.ZeroSource).ToList();
        var clusters = data.Sum(extent => ((extent.End - 1) / ClusterSize) - (extent.Offset / ClusterSize) + 1);
        Assert.Equal(clusters, map.RootElement.GetProperty("allocated-clusters").GetInt64());
    }

    public void Dispose() => _directory.Dispose();

    private Task<string> WriteAsync(SampleRaw raw) =>
        MapBytes.WriteAsync(Qcow2Image.Map(raw.Map), _directory.Combine("disk.qcow2"), raw.Blobs);
}
