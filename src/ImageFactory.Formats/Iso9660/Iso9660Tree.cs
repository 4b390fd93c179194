using ImageFactory.Formats.Archives;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Iso9660;

/// <summary>What goes into an image: files, in the order in which their contents are placed, and the EFI system partition.</summary>
public sealed class Iso9660Tree
{
    /// <summary>The path of the boot catalog, which is a file of the image too.</summary>
    public const string BootCatalogPath = "boot.catalog";

    /// <summary>The entries in the order given.</summary>
    /// <param name="entries">Every path once, and every directory before what it holds.</param>
    /// <param name="efiSystemPartition">A FAT file system; a multiple of 2048 bytes, at least one.</param>
    /// <param name="biosBoot">What a BIOS boots; null when none can.</param>
    /// <exception cref="ArgumentException">
    /// A path is there twice or is that of the boot catalog, a directory is missing or comes too late, the partition has no such length,
    /// a file shows what lies outside of the partition, or a BIOS should boot what is no file with a content of its own.
    /// </exception>
    public Iso9660Tree(IEnumerable<Iso9660Entry> entries, ExtentMap efiSystemPartition, IsoBiosBoot? biosBoot = null)
    {
        Entries = [.. entries];
        EfiSystemPartition = efiSystemPartition;
        BiosBoot = biosBoot;
        ArchiveTree.Require(
            Entries.Select(entry => (entry.Path, entry.Type is Iso9660EntryType.Directory)).Append((BootCatalogPath, false)));
        if (efiSystemPartition.Length == 0 || efiSystemPartition.Length % Iso9660Layout.BlockSize != 0)
        {
            throw new ArgumentException(
                $"The EFI system partition has {efiSystemPartition.Length} bytes, which is no multiple of {Iso9660Layout.BlockSize}.",
                nameof(efiSystemPartition));
        }

        var outside = Entries.FirstOrDefault(entry => entry.PartitionOffset > efiSystemPartition.Length - entry.Length);
        if (outside is not null)
        {
            throw new ArgumentException($"'{outside.Path}' is not inside the EFI system partition.", nameof(entries));
        }

        if (biosBoot is not null && !Entries.Any(entry => biosBoot.IsImage(entry) && entry.Content.Length >= IsoBiosBoot.ShortestImage))
        {
            throw new ArgumentException($"'{biosBoot.ImagePath}' is nothing that a BIOS can boot.", nameof(biosBoot));
        }
    }

    /// <summary>The entries, in order.</summary>
    public IReadOnlyList<Iso9660Entry> Entries { get; }

    /// <summary>The FAT file system that firmware boots from.</summary>
    public ExtentMap EfiSystemPartition { get; }

    /// <summary>What a BIOS boots; null when none can.</summary>
    public IsoBiosBoot? BiosBoot { get; }
}
