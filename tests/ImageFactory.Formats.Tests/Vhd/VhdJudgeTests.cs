using System.Buffers.Binary;
using ImageFactory.Formats.Tests.Disks;
using ImageFactory.Formats.Vhd;
using ImageFactory.Testing;

namespace ImageFactory.Formats.Tests.Vhd;

public sealed class VhdJudgeTests : IDisposable
{
    private const int FooterSize = 512;

    private readonly TemporaryDirectory _directory = new();

    [Theory]
    [InlineData("usual")]
    [InlineData("empty")]
    [InlineData("full")]
    [InlineData("odd length")]
    [InlineData("scattered")]
    public async Task The_footer_is_that_of_qemu_to_the_byte(string kind)
    {
        var raw = SampleRaw.Of(kind);
        var theirs = _directory.Combine("qemu.vhd");
        await Tool.RunAsync(
            "qemu-img", "convert", "-f", "raw", "-O", "vpc", "-o", "subformat=fixed,force_size", await raw.WriteAsync(_directory), theirs);
        var expected = await FooterAsync(theirs);

        // QEMU takes the time and a random identifier: those two are given.
        var options = new VhdOptions
        {
            Time = 946684800L + BinaryPrimitives.ReadUInt32BigEndian(expected.AsSpan(24)),
            UniqueId = new Guid(expected.AsSpan(68, 16), bigEndian: true),
        };
        var ours = await WriteAsync(raw, options);

        Assert.Equal(new FileInfo(theirs).Length, new FileInfo(ours).Length);
        Assert.Equal(expected, await FooterAsync(ours));
    }

    [Theory]
    [InlineData("usual")]
    [InlineData("scattered")]
    public async Task Qemu_reads_the_same_disk(string kind)
    {
        var raw = SampleRaw.Of(kind);
        var image = await WriteAsync(raw, new VhdOptions { Time = SampleRaw.Time, UniqueId = Guid.Empty });

        var comparison = await Tool.RunAsync("qemu-img", "compare", "-f", "raw", "-F", "vpc", await raw.WriteAsync(_directory), image);

        Assert.Equal("Images are identical.\n", comparison);
    }

    public void Dispose() => _directory.Dispose();

    private static async Task<byte[]> FooterAsync(string image)
    {
        await using var file = File.OpenRead(image);
        file.Position = file.Length - FooterSize;
        var footer = new byte[FooterSize];
        await file.ReadExactlyAsync(footer, TestContext.Current.CancellationToken);
        return footer;
    }

    private Task<string> WriteAsync(SampleRaw raw, VhdOptions options) =>
        MapBytes.WriteAsync(VhdImage.Map(raw.Map, options), _directory.Combine("disk.vhd"), raw.Blobs);
}
