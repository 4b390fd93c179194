using System.Globalization;
using System.Text;
using ImageFactory.Assets.Build;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Tar;
using ImageFactory.Testing;

namespace ImageFactory.Assets.Tests.Build;

/// <summary>Extension images that are made to take memory, disk and time.</summary>
public sealed class ExtensionBoundTests : IDisposable
{
    private static readonly TarMember Manifest = MiniImage.Manifest("test");

    private readonly ExtensionLab _lab = new() { Limits = new ExtensionLimits { MaxEntries = 2000, MaxBytes = 8 * 1024 * 1024, MaxNames = 100_000 } };

    [Fact]
    public Task Thousands_of_files() =>
        RefuseAsync("more than 2000 entries", [Manifest, .. Enumerable.Range(0, 2000).Select(number => MiniImage.File(Path(number), "x"))]);

    [Fact]
    public Task Thousands_of_directories() =>
        RefuseAsync("more than 2000 entries", [Manifest, .. Enumerable.Range(0, 2000).Select(number => MiniImage.Special(Path(number), TarEntryType.Directory))]);

    [Fact]
    public Task Many_files_that_are_large_together() => RefuseAsync(
        "more than 8388608 bytes of files", [Manifest, .. Enumerable.Range(0, 9).Select(number => MiniImage.File(Path(number), new byte[1024 * 1024]))]);

    [Fact]
    public Task Long_targets_of_links() => RefuseAsync(
        "bytes of names", [Manifest, .. Enumerable.Range(0, 30).Select(number => MiniImage.Special(Path(number), TarEntryType.Symlink, new string('t', 4000)))]);

    [Fact]
    public Task A_file_of_zeros_that_compresses_to_nothing() =>
        RefuseAsync("more than 8388608 bytes of files", Manifest, new TarMember(MiniImage.File("rootfs/zeros", "").Entry, ExtentMap.OfZeros(64L * 1024 * 1024)));

    [Theory]
    [InlineData('S', 1024)]
    [InlineData('0', 1L << 33)]
    public async Task A_header_that_promises_more_than_there_is(char type, long size)
    {
        var archive = new MemoryStream();
        await using (var manifest = new ExtentStream(TarImage.Map([Manifest]), new MemoryBlobs()))
        {
            // Without the two blocks at the end.
            var bytes = new byte[manifest.Length - 1024];
            await manifest.ReadExactlyAsync(bytes, TestContext.Current.CancellationToken);
            await archive.WriteAsync(bytes.AsMemory(0, 1024), TestContext.Current.CancellationToken);
        }

        await archive.WriteAsync(Header("rootfs/hole", type, size), TestContext.Current.CancellationToken);
        archive.Position = 0;

        var fault = await Assert.ThrowsAsync<FactoryException>(() => _lab.PackLayerAsync(archive, "v1.13.0"));

        Assert.Equal(FactoryError.SourceInvalid, fault.Error);
        Assert.Empty(_lab.Stored());
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("rootfs/../../outside")]
    [InlineData("rootfs/usr/../../../outside")]
    [InlineData("/../outside")]
    public Task A_path_that_leads_out(string path) => RefuseAsync("outside", Manifest, MiniImage.File(path, "x"));

    [Fact]
    public Task A_manifest_whose_aliases_multiply()
    {
        var yaml = new StringBuilder("version: v1alpha1\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var level = 1; level <= 12; level++)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"a{level}: &a{level} [");
            yaml.AppendJoin(", ", Enumerable.Repeat($"*a{level - 1}", 10)).Append("]\n");
        }

        yaml.Append("metadata: *a12\n");
        return RefuseAsync("manifest", MiniImage.File("manifest.yaml", yaml.ToString()));
    }

    [Fact]
    public Task A_manifest_that_is_nested_without_end() =>
        RefuseAsync("manifest", MiniImage.File("manifest.yaml", "version: v1alpha1\nmetadata: " + new string('[', 100_000)));

    public void Dispose() => _lab.Dispose();

    private async Task RefuseAsync(string expected, params TarMember[] members)
    {
        var fault = await Assert.ThrowsAsync<FactoryException>(() => _lab.PackAsync(members));

        Assert.Equal(FactoryError.SourceInvalid, fault.Error);
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
        Assert.Empty(_lab.Stored());
    }

    private static string Path(int number) => string.Create(CultureInfo.InvariantCulture, $"rootfs/{number:D6}");

    private static byte[] Header(string path, char type, long size)
    {
        var header = new byte[512];
        Encoding.ASCII.GetBytes(path, header);
        Encoding.ASCII.GetBytes("0000644\0" + "0000000\0" + "0000000\0" + Convert.ToString(size, 8).PadLeft(11, '0') + "\0" + "00000000000\0" + "        ", header.AsSpan(100));
        header[156] = (byte)type;
        Encoding.ASCII.GetBytes("ustar  \0", header.AsSpan(257));
        Encoding.ASCII.GetBytes(Convert.ToString(header.Sum(value => value), 8).PadLeft(6, '0') + "\0 ", header.AsSpan(148));
        return header;
    }
}
