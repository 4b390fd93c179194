using ImageFactory.Boot.Initramfs;
using ImageFactory.Formats.Compression;
using ImageFactory.Formats.Extents;
using ImageFactory.Testing;

namespace ImageFactory.Boot.Tests.Initramfs;

/// <summary>Archives that cpio, zstd and xz made, in a row as the kernel reads them.</summary>
public sealed class InitramfsReaderTests : IDisposable
{
    private const string Document = "layers:\n  - image: 0.sqsh\n    metadata: {name: fuse3, version: 3.17, compatibility: {talos: {version: '>= 1.0.0'}}}\n";

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("zstd", CompressionKind.Zstd)]
    [InlineData("xz", CompressionKind.Xz)]
    public async Task Archives_of_all_kinds_follow_each_other(string program, CompressionKind kind)
    {
        var early = await ArchiveAsync("kernel", "microcode");
        var own = await CompressAsync(program, await ArchiveAsync("rootfs.sqsh", "root"));
        var appended = await CompressAsync(program, await ArchiveAsync("extensions.yaml", Document));

        var contents = await ReadAsync([.. early, .. own, .. appended]);

        Assert.Equal([CompressionKind.None, kind, kind], contents.Members.Select(member => member.Compression));
        Assert.Equal([1, 1, 1], contents.Members.Select(member => member.Entries));
        Assert.Equal([0, early.Length, early.Length + own.Length], contents.Members.Select(member => member.Offset));
        Assert.Equal(("0.sqsh", "fuse3", "3.17"), (contents.Layers![0].FileName, contents.Layers[0].Metadata.Name, contents.Layers[0].Metadata.Version));
    }

    [Fact]
    public async Task A_stored_archive_may_follow_a_compressed_one_after_zeros()
    {
        var own = await CompressAsync("zstd", await ArchiveAsync("rootfs.sqsh", "root"));
        var start = (own.Length + 3) / 4 * 4;

        var contents = await ReadAsync([.. own, .. new byte[start - own.Length], .. await ArchiveAsync("extensions.yaml", Document)]);

        Assert.Equal([0, start], contents.Members.Select(member => member.Offset));
        Assert.Single(contents.Layers!);
    }

    [Fact]
    public async Task Without_extensions_there_is_no_list()
    {
        Assert.Null((await ReadAsync(await ArchiveAsync("init", "x"))).Layers);
    }

    [Fact]
    public async Task Something_behind_an_archive_is_invalid()
    {
        var archive = await ArchiveAsync("init", "x");

        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync([.. archive, .. "something else"u8]));
        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync([.. archive, 0, .. archive]));
        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync([.. archive, 0x1F, 0x8B, 8, 0, 0, 0, 0, 0]));
        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(new byte[4096]));
    }

    [Fact]
    public async Task An_initramfs_that_is_cut_off_is_invalid()
    {
        byte[] whole = [.. await CompressAsync("zstd", await ArchiveAsync("rootfs.sqsh", "root")), .. new byte[3]];
        var length = whole.Length - 3;

        for (var cut = 1; cut < length; cut++)
        {
            await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(whole[..cut]));
        }
    }

    [Theory]
    [InlineData("layers: 1")]
    [InlineData("layers: [1]")]
    [InlineData("layers: [{image: a}]")]
    [InlineData("- a")]
    public async Task An_impossible_list_is_invalid(string document)
    {
        var archive = await ArchiveAsync("extensions.yaml", document);

        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(archive));
    }

    public void Dispose() => _directory.Dispose();

    private static Task<InitramfsContents> ReadAsync(byte[] content) => InitramfsReader.ReadAsync(ExtentMap.OfBytes(content), new MemoryBlobs(), Cancel);

    private async Task<byte[]> ArchiveAsync(string name, string content)
    {
        await File.WriteAllTextAsync(_directory.Combine(name), content, Cancel);
        await Tool.RunAsync("sh", "-c", $"cd '{_directory.Path}' && echo {name} | cpio -o -H newc --quiet > archive");
        return await File.ReadAllBytesAsync(_directory.Combine("archive"), Cancel);
    }

    private async Task<byte[]> CompressAsync(string program, byte[] content)
    {
        var path = _directory.Combine("content");
        await File.WriteAllBytesAsync(path, content, Cancel);
        await Tool.RunAsync("sh", "-c", $"{program} -c {(program is "xz" ? "--check=crc32" : "-q")} < '{path}' > '{path}.out'");
        return await File.ReadAllBytesAsync(path + ".out", Cancel);
    }
}
