using System.Globalization;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Boot.Initramfs;

/// <summary>A layer that Talos mounts over its root file system when it starts.</summary>
/// <param name="FileName">The name of the image at the root of the initramfs.</param>
/// <param name="Metadata">What the layer says about itself.</param>
/// <param name="Image">The squashfs image.</param>
public sealed record ExtensionLayer(string FileName, ExtensionMetadata Metadata, ExtentMap Image)
{
    /// <summary>The layers of a list of extensions from the lowest to the highest; see <see cref="InStackingOrder"/>.</summary>
    public static IReadOnlyList<ExtensionLayer> Stack(IEnumerable<(ExtensionMetadata Metadata, ExtentMap Image)> extensions) =>
    [
        .. extensions
            .Index()
            .OrderBy(extension => NameOf(extension.Index), StringComparer.Ordinal)
            .Select(extension => new ExtensionLayer($"{NameOf(extension.Index)}.sqsh", extension.Item.Metadata, extension.Item.Image)),
    ];

    /// <summary>
    /// A list of extensions from the lowest layer to the highest. The images are named by their decimal index, and stacked in the order of
    /// these texts: 0, 1, 10, 2. That order decides which file of two extensions is seen, so it must not change.
    /// </summary>
    public static IReadOnlyList<T> InStackingOrder<T>(IEnumerable<T> extensions) =>
        [.. extensions.Index().OrderBy(extension => NameOf(extension.Index), StringComparer.Ordinal).Select(extension => extension.Item)];

    private static string NameOf(int index) => index.ToString(CultureInfo.InvariantCulture);
}
