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

    // Kinds that tell themselves by their first bytes come first.
    private static readonly Reader[] Readers =
        [ReadExecutableAsync, ReadIsoAsync, ReadDiskAsync, ReadFatAsync, ReadTarAsync, ReadInitramfsAsync];

    private delegate Task<IEnumerable<Part>> Reader(ExtentMap content, WholeImage image, CancellationToken cancellationToken);

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

    private static async Task<Part?> EnterAsync(
        ExtentMap content, WholeImage image, long offset, CancellationToken cancellationToken)
    {
        foreach (var read in Readers)
        {
            // Parts may lie in each other, as the files of a hybrid ISO do in its EFI boot image: the smallest says most.
            var part = (await TryReadAsync(read, content, image, cancellationToken))
                .Where(each => each.Content.Length < content.Length && WholeImage.Find(each.Content, offset) is not null)
                .OrderBy(each => each.Content.Length)
                .FirstOrDefault();
            if (part is not null)
            {
                return part;
            }
        }

        return null;
    }

    private static async Task<IEnumerable<Part>> TryReadAsync(
        Reader read, ExtentMap content, WholeImage image, CancellationToken cancellationToken)
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

    private static async Task<IEnumerable<Part>> ReadExecutableAsync(
        ExtentMap content, WholeImage image, CancellationToken cancellationToken)
    {
        var file = await PeReader.ReadAsync(content, image, cancellationToken);
        return file.Sections.Select(section => new Part($"section {section.Name}", file.Extract(section)));
    }

    private static async Task<IEnumerable<Part>> ReadIsoAsync(
        ExtentMap content, WholeImage image, CancellationToken cancellationToken)
    {
        if (!await Iso9660Reader.IsImageAsync(content, image, cancellationToken))
        {
            return [];
        }

        var volume = await Iso9660Reader.ReadAsync(content, image, cancellationToken);
        return volume.BootImages.Select(boot => new Part(boot.IsEfi ? "EFI boot image" : "BIOS boot image", boot.Content))
            .Concat(volume.Entries.Select(entry => new Part($"file {entry.Path}", entry.Content)));
    }

    private static async Task<IEnumerable<Part>> ReadDiskAsync(
        ExtentMap content, WholeImage image, CancellationToken cancellationToken) =>
        await GptReader.FindAsync(content, image, cancellationToken) is { } table
            ? table.Partitions.Select(each => new Part($"partition {each.Partition.Name}", content.Slice(each.Offset, each.Length)))
            : [];

    private static async Task<IEnumerable<Part>> ReadFatAsync(
        ExtentMap content, WholeImage image, CancellationToken cancellationToken) =>
        (await FatReader.ReadAsync(content, image, cancellationToken))
            .Where(entry => entry.Content is not null)
            .Select(entry => new Part($"file {entry.Path}", entry.Content!)); // directories have none, and were passed over

    private static async Task<IEnumerable<Part>> ReadTarAsync(
        ExtentMap content, WholeImage image, CancellationToken cancellationToken) =>
        (await TarIndex.ReadAsync(content, image, cancellationToken)).Select(file => new Part($"file {file.Key}", file.Value));

    private static async Task<IEnumerable<Part>> ReadInitramfsAsync(
        ExtentMap content, WholeImage image, CancellationToken cancellationToken)
    {
        var members = await InitramfsReader.VisitAsync(content, image, _ => Task.CompletedTask, cancellationToken);
        return members.Select((member, index) =>
            new Part(string.Create(CultureInfo.InvariantCulture, $"archive {index + 1}"), content.Slice(member.Offset, member.Length)));
    }

    private sealed record Part(string Name, ExtentMap Content);
}
