using ImageFactory.Boot.Disks;
using ImageFactory.Boot.Initramfs;
using ImageFactory.Boot.Meta;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Fat;
using ImageFactory.Formats.Gpt;
using ImageFactory.Formats.Iso9660;

namespace ImageFactory.Boot.Inspection;

/// <summary>Finds out what is in an image that nobody vouches for. What firmware does not start is listed, not read.</summary>
public static class ImageInspector
{
    private const string ExecutableExtension = ".efi";

    // A real image has a few; many could show the same bytes again and again.
    private const int MostExecutables = 64;

    /// <summary>Describes an image. A damaged part is a note in the answer, and does not hide the others.</summary>
    /// <exception cref="FileNotFoundException">A blob is not there.</exception>
    /// <exception cref="InvalidDataException">The image is of no known kind, or what makes it one of its kind is damaged.</exception>
    public static async Task<ImageInspection> InspectAsync(ExtentMap image, IBlobSource blobs, CancellationToken cancellationToken)
    {
        var inspection = new InspectedParts(blobs);
        if (await StartsWithAsync(image, "MZ"u8.ToArray(), blobs, cancellationToken))
        {
            var executable = await inspection.ReadExecutableAsync(string.Empty, image, cancellationToken);
            var kind = executable.Profiles.Count > 0 ? ImageKind.UnifiedKernelImage : ImageKind.Executable;
            return inspection.Of(kind, image) with { Executables = [executable] };
        }

        if (await Iso9660Reader.IsImageAsync(image, blobs, cancellationToken))
        {
            return await InspectIsoAsync(image, inspection, cancellationToken);
        }

        return await GptReader.FindAsync(image, blobs, cancellationToken) is { } table
            ? await InspectDiskAsync(image, table, inspection, cancellationToken)
            : await InspectInitramfsAsync(image, inspection, cancellationToken);
    }

    private static async Task<bool> StartsWithAsync(ExtentMap image, byte[] magic, IBlobSource blobs, CancellationToken cancellationToken)
    {
        if (image.Length < magic.Length)
        {
            return false;
        }

        var head = new byte[magic.Length];
        await using var reader = new ExtentReader(image, blobs);
        await reader.ReadExactlyAsync(0, head, cancellationToken);
        return head.AsSpan().SequenceEqual(magic);
    }

    private static async Task<ImageInspection> InspectIsoAsync(ExtentMap image, InspectedParts parts, CancellationToken cancellationToken)
    {
        var volume = await Iso9660Reader.ReadAsync(image, parts.Blobs, cancellationToken);
        var files = volume.Entries.Where(entry => entry.Type == Iso9660EntryType.File).ToList();

        // Firmware sees what is in the EFI system partition; without one, what people see has to do.
        var started = volume.BootImages.FirstOrDefault(boot => boot.IsEfi) is { } partition
            ? await ReadPartitionAsync(partition.Content, parts, cancellationToken)
            : [.. files.Select(file => (file.Path, file.Content))];
        return parts.Of(ImageKind.Iso, image) with
        {
            VolumeId = volume.VolumeId,
            Files = [.. files.Select(file => new InspectedFile(file.Path, file.Length))],
            Executables = await ReadExecutablesAsync(started, parts, cancellationToken),
        };
    }

    private static async Task<ImageInspection> InspectDiskAsync(
        ExtentMap image, GptTable table, InspectedParts parts, CancellationToken cancellationToken)
    {
        var started = table.Partitions.FirstOrDefault(placement => placement.Partition.Type == GptPartitionType.EfiSystem) is { } system
            ? await ReadPartitionAsync(image.Slice(system.Offset, system.Length), parts, cancellationToken)
            : [];
        var meta = table.Find(DiskLabel.Meta) is { } placement
            ? await ReadMetaAsync(image.Slice(placement.Offset, placement.Length), parts, cancellationToken)
            : [];
        return parts.Of(ImageKind.Disk, image) with
        {
            Partitions = [.. table.Partitions.Select(Describe)],
            Firmware = [.. from gap in await GptGaps.FindAsync(image, table, parts.Blobs, cancellationToken) select new InspectedRegion(gap.Offset, gap.Length)],
            Files = [.. started.Select(file => new InspectedFile(file.Path, file.Content.Length))],
            Executables = await ReadExecutablesAsync(started, parts, cancellationToken),
            Meta = meta,
        };
    }

    private static InspectedPartition Describe(GptPlacement placement) =>
        new(placement.Partition.Name, placement.Offset, placement.Length, placement.Partition.Type, placement.Partition.Id);

    private static async Task<ImageInspection> InspectInitramfsAsync(ExtentMap image, InspectedParts parts, CancellationToken cancellationToken)
    {
        try
        {
            var contents = await InitramfsReader.ReadAsync(image, parts.Blobs, cancellationToken);
            return parts.Of(ImageKind.Initramfs, image) with { Initramfs = new InspectedInitramfs(contents.Members, contents.Layers ?? []) };
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException(
                $"The file is no ISO, no raw disk, no PE file and no initramfs. {exception.Message} A disk in another form has to be unpacked first.",
                exception);
        }
    }

    private static async Task<IReadOnlyList<(string Path, ExtentMap Content)>> ReadPartitionAsync(
        ExtentMap partition, InspectedParts parts, CancellationToken cancellationToken)
    {
        try
        {
            var entries = await FatReader.ReadAsync(partition, parts.Blobs, cancellationToken);
            return [.. from entry in entries where entry.Content is not null select (entry.Path, entry.Content)];
        }
        catch (InvalidDataException exception)
        {
            parts.Note("The EFI system partition", exception);
            return [];
        }
    }

    private static async Task<IReadOnlyList<string>> ReadMetaAsync(ExtentMap partition, InspectedParts parts, CancellationToken cancellationToken)
    {
        try
        {
            var bytes = await parts.ReadAsync(partition, MetaPartition.Size, "The META partition", cancellationToken);
            return [.. MetaPartition.Read(bytes).Select(value => value.ToString())];
        }
        catch (InvalidDataException exception)
        {
            parts.Note("The META partition", exception, isNeededToVerify: false);
            return [];
        }
    }

    private static async Task<IReadOnlyList<InspectedExecutable>> ReadExecutablesAsync(
        IEnumerable<(string Path, ExtentMap Content)> files, InspectedParts parts, CancellationToken cancellationToken)
    {
        var executables = new List<InspectedExecutable>();
        foreach (var (path, content) in files.Where(file => file.Path.EndsWith(ExecutableExtension, StringComparison.OrdinalIgnoreCase)))
        {
            try
            {
                if (executables.Count == MostExecutables)
                {
                    throw new InvalidDataException($"Of more than {MostExecutables} files that firmware may start the others are not read.");
                }

                executables.Add(await parts.ReadExecutableAsync(path, content, cancellationToken));
            }
            catch (InvalidDataException exception)
            {
                parts.Note(path, exception);
            }
        }

        return executables;
    }
}
