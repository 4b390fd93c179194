using ImageFactory.Formats.Cpio;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Boot.Initramfs;

/// <summary>
/// The map of an initramfs with system extensions: the release's own, unchanged, and behind it an archive with the layers and
/// <c>extensions.yaml</c>.
/// </summary>
/// <remarks>
/// The kernel unpacks any number of archives in a row, each compressed in its own way or not at all (Linux
/// Documentation/driver-api/early-userspace/buffer-format.rst). Squashfs images do not compress any further, so that ours is
/// stored; an archive that is not compressed has to start at a multiple of four bytes, and zeros in between are skipped.
/// </remarks>
public static class InitramfsImage
{
    private const int ArchiveAlignment = 4;

    private const int FileMode = 0b110_100_100;

    /// <summary>The whole initramfs; without layers the release's own.</summary>
    /// <exception cref="ArgumentException">Two layers have the same file name.</exception>
    /// <exception cref="InvalidDataException">A layer's image is larger than the archive can hold (4 GiB).</exception>
    public static ExtentMap Map(InitramfsOptions options)
    {
        if (options.Layers.Count == 0)
        {
            return options.Base;
        }

        if (options.Layers.FirstOrDefault(layer => layer.Image.Length > uint.MaxValue) is { } large)
        {
            throw new InvalidDataException($"The extension '{large.Metadata.Name}' takes {large.Image.Length} bytes; an initramfs holds up to 4 GiB.");
        }

        var entries = options.Layers
            .Select(layer => CpioEntry.File(layer.FileName, FileMode, options.ModificationTime, layer.Image))
            .Append(CpioEntry.File(ExtensionsDocument.FileName, FileMode, options.ModificationTime, Document(options.Layers)));
        var archive = CpioImage.Map(CpioLayout.Create(CpioTree.Sorted(entries)));
        return new ExtentMapBuilder().Append(options.Base).PadTo(ArchiveAlignment).Append(archive).Build();
    }

    private static ExtentMap Document(IReadOnlyList<ExtensionLayer> layers) => ExtentMap.OfBytes(ExtensionsDocument.Write(layers));
}
