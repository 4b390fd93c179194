using ImageFactory.Formats.Cpio;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Boot.Initramfs;

/// <summary>
/// The map of an initramfs with system extensions: microcode in an archive of its own, the release's initramfs, unchanged, and behind it
/// an archive with the layers, <c>extensions.yaml</c> and firmware.
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

    private const int DirectoryMode = 0b111_101_101;

    /// <summary>The whole initramfs; when nothing is added the release's own.</summary>
    /// <exception cref="ArgumentException">Two files have the same name.</exception>
    /// <exception cref="InvalidDataException">A file is larger than the archive can hold (4 GiB).</exception>
    public static ExtentMap Map(InitramfsOptions options)
    {
        var files = Files(options);
        if (files.Count == 0 && options.Firmware.Microcode.Count == 0)
        {
            return options.Base;
        }

        return new ExtentMapBuilder()
            .Append(Archive(options.Firmware.Microcode, options.ModificationTime))
            .Append(options.Base)
            .PadTo(ArchiveAlignment)
            .Append(Archive(files, options.ModificationTime))
            .Build();
    }

    private static List<InitramfsFile> Files(InitramfsOptions options)
    {
        var files = options.Layers.Select(layer => new InitramfsFile(layer.FileName, FileMode, Require(layer)));
        if (options.Layers.Count > 0)
        {
            files = files.Append(new InitramfsFile(ExtensionsDocument.FileName, FileMode, Document(options.Layers)));
        }

        return [.. files, .. options.Firmware.Files];
    }

    private static ExtentMap Archive(IReadOnlyList<InitramfsFile> files, uint modificationTime)
    {
        if (files.FirstOrDefault(file => file.Content.Length > uint.MaxValue) is { } large)
        {
            throw new InvalidDataException($"The file '{large.Path}' takes {large.Content.Length} bytes; an initramfs holds up to 4 GiB.");
        }

        if (files.Count == 0)
        {
            return ExtentMap.Empty;
        }

        var directories = files.SelectMany(file => Parents(file.Path)).Distinct(StringComparer.Ordinal);
        var entries = directories
            .Select(path => CpioEntry.Directory(path, DirectoryMode, modificationTime))
            .Concat(files.Select(file => file.LinkTarget is { } target
                ? CpioEntry.SymbolicLink(file.Path, target, modificationTime)
                : CpioEntry.File(file.Path, file.Permissions, modificationTime, file.Content)));
        return CpioImage.Map(CpioLayout.Create(CpioTree.Sorted(entries)));
    }

    private static IEnumerable<string> Parents(string path)
    {
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            yield return path[..slash];
        }
    }

    private static ExtentMap Require(ExtensionLayer layer) => layer.Image.Length <= uint.MaxValue
        ? layer.Image
        : throw new InvalidDataException($"The extension '{layer.Metadata.Name}' takes {layer.Image.Length} bytes; an initramfs holds up to 4 GiB.");

    private static ExtentMap Document(IReadOnlyList<ExtensionLayer> layers) => ExtentMap.OfBytes(ExtensionsDocument.Write(layers));
}
