using System.Text.Json;
using ImageFactory.Formats.Tests.Disks;
using ImageFactory.Testing;

namespace ImageFactory.Formats.Tests.Vmdk;

public sealed class VmdkJudgeTests : IDisposable
{
    // Follows the markers from front to back, as who imports from a stream does, and never looks into a table.
    private const string StreamReader =
        """
        import struct, sys, zlib
        with open(sys.argv[1], 'rb') as image, open(sys.argv[2], 'r+b') as disk:
            magic, version, flags, capacity, grain = struct.unpack('<4sIIQQ', image.read(28))
            assert (magic, version, flags, grain) == (b'KDMV', 3, 0x30001, 128)
            disk.truncate(capacity * 512)
            image.seek(128 * 512)
            seen = []
            while True:
                marker = image.read(512)
                value, size, kind = struct.unpack('<QII', marker[:16])
                if size:
                    rest = (12 + size + 511) // 512 * 512 - 512
                    data = marker[12:] + image.read(rest)
                    inflate = zlib.decompressobj()
                    content = inflate.decompress(data[:size])
                    assert inflate.eof and not inflate.unused_data and len(content) == grain * 512
                    assert not any(data[size:])
                    disk.seek(value * 512)
                    disk.write(content[:capacity * 512 - value * 512])
                else:
                    seen.append(kind)
                    if kind == 0:
                        assert not image.read(1)
                        break
                    image.seek(value * 512, 1)
            print(seen)
        """;

    private readonly TemporaryDirectory _directory = new();

    [Theory]
    [InlineData("usual", "[1, 2, 3, 0]")]
    [InlineData("text", "[1, 1, 2, 3, 0]")]
    [InlineData("empty", "[2, 3, 0]")]
    public async Task A_reader_of_streams_finds_every_grain(string kind, string markers)
    {
        var raw = SampleRaw.Of(kind);
        var unpacked = _directory.Combine("unpacked");
        await File.WriteAllBytesAsync(unpacked, [], TestContext.Current.CancellationToken);

        var seen = await Tool.RunAsync("python3", "-c", StreamReader, await WriteAsync(raw), unpacked);

        Assert.Equal(markers, seen.Trim());
        await Tool.RunAsync("cmp", await raw.WriteAsync(_directory), unpacked);
    }

    [Fact]
    public async Task Qemu_shows_what_kind_of_image_it_is()
    {
        var raw = SampleRaw.Of("usual");
        var image = await WriteAsync(raw);

        using var info = JsonDocument.Parse(await Tool.RunAsync("qemu-img", "info", "--output=json", "-f", "vmdk", image));

        var root = info.RootElement;
        var specific = root.GetProperty("format-specific").GetProperty("data");
        Assert.Equal(raw.Map.Length, root.GetProperty("virtual-size").GetInt64());
        Assert.Equal("streamOptimized", specific.GetProperty("create-type").GetString());
        Assert.Equal(uint.MaxValue, specific.GetProperty("parent-cid").GetUInt32());
        Assert.Equal(64 * 1024, specific.GetProperty("extents")[0].GetProperty("cluster-size").GetInt32());
        Assert.True(specific.GetProperty("extents")[0].GetProperty("compressed").GetBoolean());
    }

    [Theory]
    [InlineData("usual")]
    [InlineData("full")]
    [InlineData("text")]
    public async Task The_image_is_hardly_longer_than_that_of_qemu(string kind)
    {
        var raw = SampleRaw.Of(kind);
        var theirs = _directory.Combine("qemu.vmdk");
        await Tool.RunAsync(
            "qemu-img", "convert", "-f", "raw", "-O", "vmdk", "-o", "subformat=streamOptimized", await raw.WriteAsync(_directory), theirs);

        var ours = await WriteAsync(raw);

        Assert.InRange(new FileInfo(ours).Length, 1, new FileInfo(theirs).Length * 105 / 100);
    }

    public void Dispose() => _directory.Dispose();

    private async Task<string> WriteAsync(SampleRaw raw) =>
        await MapBytes.WriteAsync((await SampleVmdk.OfAsync(raw)).Map, _directory.Combine("disk.vmdk"), raw.Blobs);
}
