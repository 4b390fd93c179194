using System.Globalization;
using ImageFactory.Boot.Initramfs;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Fat;
using ImageFactory.Formats.Gpt;
using ImageFactory.Formats.Iso9660;
using ImageFactory.Formats.Pe;
using ImageFactory.Formats.Tar;

namespace ImageFactory.Boot.Inspection;

/// <summary>
/// Says what lies at an offset of an image, from the outside in: <c>partition EFI</c>, <c>file EFI/Linux/…</c>, <c>section .initrd</c>,
/// <c>archive 2</c>. What belongs to nothing is metadata of what was named last.
/// </summary>
public static class ImagePlace
{
    private const int Deepest = 8;

    /// <summary>What lies at an offset; empty when the image is of no known kind, or the offset is in none of its parts.</summary>
    /// <exception cref="FileNotFoundException">A blob is not there.</exception>
    public static async Task<IReadOnlyList<string>> FindAsync(ExtentMap image, IBlobSource blobs, long offset, CancellationToken cancellationToken)
    {
        var whole = new WholeImage(image, blobs);
        var places = new List<string>();
        var content = whole.Map;
        while (places.Count < Deepest && await EnterAsync(content, whole, offset, cancellationToken) is { } part)
        {
            places.Add(part.Name);
            content = part.Content;
        }

        return places;
    }

    // Kinds that tell themselves by their first bytes come first.
    private static readonly Func<ExtentMap, WholeImage, CancellationToken, Task<IEnumerable<(string Name, ExtentMap Content)>>>[] Readers =
        [ReadExecutableAsync, ReadIsoAsync, ReadDiskAsync, ReadFatAsync, ReadTarAsync, ReadInitramfsAsync];

    private static async Task<(string Name, ExtentMap Content)?> EnterAsync(
        ExtentMap content, WholeImage image, long offset, CancellationToken cancellationToken)
    {
        foreach (var read in Readers)
        {
            foreach (var part in await TryReadAsync(read, content, image, cancellationToken))
            {
                if (WholeImage.Find(part.Content, offset) is not null && part.Content.Length < content.Length)
                {
                    return part;
                }
            }
        }

        return null;
    }

    private static async Task<IEnumerable<(string Name, ExtentMap Content)>> TryReadAsync(
        Func<ExtentMap, WholeImage, CancellationToken, Task<IEnumerable<(string Name, ExtentMap Content)>>> read,
        ExtentMap content,
        WholeImage image,
        CancellationToken cancellationToken)
    {
        try
        {
            return await read(content, image, cancellationToken);
        }
        catch (InvalidDataException)
        {
            // Of another kind.
            return [];
        }
    }

    private static async Task<IEnumerable<(string Name, ExtentMap Content)>> ReadExecutableAsync(
        ExtentMap content, WholeImage image, CancellationToken cancellationToken)
    {
        var file = await PeReader.ReadAsync(content, image, cancellationToken);
        return file.Sections.Select(section => ($"section {section.Name}", file.Extract(section)));
    }

    private static async Task<IEnumerable<(string Name, ExtentMap Content)>> ReadIsoAsync(
        ExtentMap content, WholeImage image, CancellationToken cancellationToken)
    {
        if (!await Iso9660Reader.IsImageAsync(content, image, cancellationToken))
        {
            return [];
        }

        // Files of the tree may lie in the boot image, which says more about them.
        var volume = await Iso9660Reader.ReadAsync(content, image, cancellationToken);
        return volume.BootImages.Select(boot => (boot.IsEfi ? "EFI boot image" : "BIOS boot image", boot.Content))
            .Concat(volume.Entries.Select(entry => ($"file {entry.Path}", entry.Content)));
    }

    private static async Task<IEnumerable<(string Name, ExtentMap Content)>> ReadDiskAsync(
        ExtentMap content, WholeImage image, CancellationToken cancellationToken) =>
        await GptReader.FindAsync(content, image, cancellationToken) is { } table
            ? table.Partitions.Select(each => ($"partition {each.Partition.Name}", content.Slice(each.Offset, each.Length)))
            : [];

    private static async Task<IEnumerable<(string Name, ExtentMap Content)>> ReadFatAsync(
        ExtentMap content, WholeImage image, CancellationToken cancellationToken) =>
        from entry in await FatReader.ReadAsync(content, image, cancellationToken)
        where entry.Content is not null
        select ($"file {entry.Path}", entry.Content);

    private static async Task<IEnumerable<(string Name, ExtentMap Content)>> ReadTarAsync(
        ExtentMap content, WholeImage image, CancellationToken cancellationToken) =>
        (await TarIndex.ReadAsync(content, image, cancellationToken)).Select(file => ($"file {file.Key}", file.Value));

    private static async Task<IEnumerable<(string Name, ExtentMap Content)>> ReadInitramfsAsync(
        ExtentMap content, WholeImage image, CancellationToken cancellationToken)
    {
        var members = await InitramfsReader.VisitAsync(content, image, _ => Task.CompletedTask, cancellationToken);
        return members.Select((member, index) =>
            (string.Create(CultureInfo.InvariantCulture, $"archive {index + 1}"), content.Slice(member.Offset, member.Length)));
    }
}
