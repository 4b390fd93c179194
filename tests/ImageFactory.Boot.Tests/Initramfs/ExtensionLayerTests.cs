using System.Globalization;
using ImageFactory.Boot.Initramfs;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Boot.Tests.Initramfs;

public sealed class ExtensionLayerTests
{
    [Fact]
    public void Layers_are_stacked_by_the_text_of_their_index()
    {
        var extensions = Enumerable.Range(0, 13).Select(index => (Metadata(index), ExtentMap.OfZeros(index + 1)));

        var layers = ExtensionLayer.Stack(extensions);

        Assert.Equal(
            ["0.sqsh", "1.sqsh", "10.sqsh", "11.sqsh", "12.sqsh", "2.sqsh", "3.sqsh", "4.sqsh", "5.sqsh", "6.sqsh", "7.sqsh", "8.sqsh", "9.sqsh"],
            layers.Select(layer => layer.FileName),
            StringComparer.Ordinal);
        Assert.All(layers, layer => Assert.Equal($"{layer.Metadata.Name}.sqsh", layer.FileName));
        Assert.Equal([1L, 2L, 11L], layers.Take(3).Select(layer => layer.Image.Length));
    }

    private static ExtensionMetadata Metadata(int index) => new()
    {
        Name = index.ToString(CultureInfo.InvariantCulture),
        Version = "v1",
        Author = "Somebody",
        Description = "Something",
        TalosVersions = string.Empty,
    };
}
