using ImageFactory.Formats.Qcow2;
using ImageFactory.Formats.Tests.Vmdk;
using ImageFactory.Testing;

namespace ImageFactory.Formats.Tests.Disks;

/// <summary>What holds for every format of disks that QEMU can check.</summary>
public sealed class DiskJudgeTests : IDisposable
{
    private const string Qcow2 = "qcow2";
    private const string Vmdk = "vmdk";

    private readonly TemporaryDirectory _directory = new();

    public static MatrixTheoryData<string, string> Disks { get; } = new(
        [Qcow2, Vmdk],
        ["usual", "empty", "full", "text", "last cluster", "first cluster", "one sector", "odd length", "scattered"]);

    [Theory]
    [MemberData(nameof(Disks))]
    public async Task Qemu_finds_no_fault_and_reads_the_same_disk(string format, string kind)
    {
        var raw = SampleRaw.Of(kind);
        var disk = await raw.WriteAsync(_directory);
        var map = format is Qcow2 ? Qcow2Image.Map(raw.Map) : (await SampleVmdk.OfAsync(raw)).Map;
        var image = await MapBytes.WriteAsync(map, _directory.Combine("image"), raw.Blobs);

        var check = await Tool.RunAsync("qemu-img", "check", "-f", format, image);
        var comparison = await Tool.RunAsync("qemu-img", "compare", "-f", "raw", "-F", format, disk, image);

        Assert.StartsWith("No errors were found on the image.", check, StringComparison.Ordinal);
        Assert.Equal("Images are identical.\n", comparison);
    }

    public void Dispose() => _directory.Dispose();
}
