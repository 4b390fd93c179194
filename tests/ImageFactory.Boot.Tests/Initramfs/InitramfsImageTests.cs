using System.Globalization;
using ImageFactory.Boot.Initramfs;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Boot.Tests.Initramfs;

public sealed class InitramfsImageTests
{
    private readonly MemoryBlobs _blobs = new();

    [Fact]
    public void Without_layers_it_is_the_releases_own()
    {
        var own = _blobs.Add(new byte[1001]);

        Assert.Same(own, InitramfsImage.Map(new InitramfsOptions { Base = own, Layers = [], ModificationTime = 0 }));
    }

    [Theory]
    [InlineData(1000, 1000)]
    [InlineData(1001, 1004)]
    [InlineData(1003, 1004)]
    public async Task The_archive_starts_at_a_multiple_of_four_behind_zeros(int length, int start)
    {
        var own = Enumerable.Repeat((byte)'B', length).ToArray();

        var image = await ReadAsync(Map(_blobs.Add(own), 1));

        Assert.Equal(own, image[..length]);
        Assert.All(image[length..start], padding => Assert.Equal(0, padding));
        Assert.Equal("070701"u8, image.AsSpan(start, 6));
    }

    [Fact]
    public void The_layers_are_referenced()
    {
        var layer = Layer(0);

        var image = Map(_blobs.Add(new byte[1000]), layer);

        Assert.Contains(image.Extents, extent => extent.Source == layer.Image.Extents[0].Source && extent.Length == layer.Image.Length);
    }

    [Fact]
    public void Equal_options_give_equal_maps() =>
        Assert.Equal(Map(_blobs.Add(new byte[1001]), 12), Map(_blobs.Add(new byte[1001]), 12));

    [Fact]
    public void Two_layers_of_one_name_are_refused() =>
        Assert.Throws<ArgumentException>(() => Map(ExtentMap.Empty, Layer(0), Layer(0)));

    [Fact]
    public void A_layer_that_the_archive_cannot_hold_is_refused()
    {
        var layer = Layer(0) with { Image = ExtentMap.OfZeros(uint.MaxValue + 1L) };

        Assert.Throws<InvalidDataException>(() => Map(ExtentMap.Empty, layer));
    }

    private ExtentMap Map(ExtentMap own, int layers) => Map(own, [.. Enumerable.Range(0, layers).Select(Layer)]);

    private static ExtentMap Map(ExtentMap own, params ExtensionLayer[] layers) =>
        InitramfsImage.Map(new InitramfsOptions { Base = own, Layers = layers, ModificationTime = 1559424892 });

    private ExtensionLayer Layer(int index)
    {
        var metadata = new ExtensionMetadata
        {
            Name = index.ToString(CultureInfo.InvariantCulture),
            Version = "v1",
            Author = "Somebody",
            Description = "Something",
            TalosVersions = string.Empty,
        };
        return new ExtensionLayer($"{index}.sqsh", metadata, _blobs.Add(Enumerable.Repeat((byte)index, 70_000).ToArray()));
    }

    private async Task<byte[]> ReadAsync(ExtentMap map)
    {
        var bytes = new byte[map.Length];
        await using var reader = new ExtentReader(map, _blobs);
        await reader.ReadExactlyAsync(0, bytes, TestContext.Current.CancellationToken);
        return bytes;
    }
}
