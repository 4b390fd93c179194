using System.Text;
using ImageFactory.Assets.Artifacts;
using ImageFactory.Assets.Jobs;
using ImageFactory.Assets.Overlays;
using ImageFactory.Assets.Profiles;
using ImageFactory.Boot.Disks;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Fat;
using ImageFactory.Formats.Gpt;
using ImageFactory.Formats.Tar;

namespace ImageFactory.Assets.Build;

/// <summary>Makes of an overlay image what goes onto a disk.</summary>
public sealed class OverlayComposer
{
    private readonly OverlayImages _images;

    /// <summary>A composer over overlay images.</summary>
    public OverlayComposer(OverlayImages images) => _images = images;

    /// <summary>What the overlay puts on a disk; files are referenced.</summary>
    /// <exception cref="FactoryException">
    /// The image cannot be had, lacks an artifact, or its firmware does not fit around the partition table.
    /// </exception>
    public async Task<OverlayContents> ComposeAsync(
        PlannedOverlay planned,
        DiskOptions disk,
        Architecture architecture,
        IProgress<BuildProgress> progress,
        CancellationToken cancellationToken)
    {
        var image = await _images.GetAsync(planned.Image, planned.Board.Name, architecture, progress, cancellationToken);
        return Compose(planned.Board, image, DiskLayout.Create(disk).Table);
    }

    /// <summary>The layer of an installer that has the overlay; files are referenced.</summary>
    /// <exception cref="FactoryException">The image cannot be had.</exception>
    public async Task<ExtentMap> LayerAsync(
        PlannedOverlay planned, Architecture architecture, IProgress<BuildProgress> progress, CancellationToken cancellationToken)
    {
        var image = await _images.GetAsync(planned.Image, planned.Board.Name, architecture, progress, cancellationToken);
        return TarImage.Map(OverlayInstallerLayer.Members(planned, image));
    }

    /// <summary>The same from an image that is in the store.</summary>
    /// <exception cref="FactoryException">The image lacks an artifact, or its firmware does not fit around the partition table.</exception>
    public static OverlayContents Compose(OverlayBoard board, OverlayImage image, GptLayout table)
    {
        IReadOnlyList<GptRegion> firmware = [.. board.Firmware.Select(firmware => Place(firmware, board, image, table)).OrderBy(region => region.Offset)];
        foreach (var (before, after) in firmware.Zip(firmware.Skip(1)))
        {
            if (before.Offset + before.Content.Length > after.Offset)
            {
                throw new FactoryException(
                    FactoryError.InvalidCombination,
                    $"The overlay {board.Name} has firmware of {before.Content.Length} bytes at byte {before.Offset} of the disk, which overlaps that "
                    + $"at byte {after.Offset}.");
            }
        }

        return new OverlayContents(board.Name, firmware, [.. Files(board, image).Values]);
    }

    private static GptRegion Place(OverlayFirmware firmware, OverlayBoard board, OverlayImage image, GptLayout table)
    {
        var artifact = firmware.Sources.Select(image.FindArtifact).OfType<Artifact>().FirstOrDefault() ?? throw Missing(board, firmware.Sources);
        return GptOccupancy.Find(table, firmware.Offset, artifact.Length) is not { } taken
            ? new GptRegion(firmware.Offset, artifact.Map())
            : throw new FactoryException(
                FactoryError.InvalidCombination,
                $"The firmware {artifact.Name} of the overlay {board.Name} takes {artifact.Length} bytes from byte {firmware.Offset} of the disk, "
                + $"where it overlaps {taken}.");
    }

    private static SortedDictionary<string, FatEntry> Files(OverlayBoard board, OverlayImage image)
    {
        var files = new SortedDictionary<string, FatEntry>(StringComparer.OrdinalIgnoreCase);
        foreach (var (path, content) in board.Files.SelectMany(file => Find(file, board, image)))
        {
            Put(path, content);
        }

        foreach (var text in board.Texts)
        {
            Put(text.Target, ExtentMap.OfBytes(Encoding.UTF8.GetBytes(text.Content)));
        }

        return files;

        void Put(string path, ExtentMap content)
        {
            try
            {
                files.Remove(path);
                files.Add(path, FatEntry.File(path, CompositionRules.Timestamp, content));
            }
            catch (ArgumentException exception)
            {
                throw new FactoryException(
                    FactoryError.SourceInvalid, $"The overlay {board.Name} has a file that FAT cannot have: {exception.Message}", exception);
            }
        }
    }

    private static IEnumerable<(string Path, ExtentMap Content)> Find(OverlayFile file, OverlayBoard board, OverlayImage image)
    {
        foreach (var source in file.Sources)
        {
            if (!source.EndsWith('/'))
            {
                if (image.FindArtifact(source) is { } artifact)
                {
                    return [(file.Target, artifact.Map())];
                }
            }
            else if (image.ListArtifacts(source) is { Count: > 0 } found)
            {
                return found.Select(each => (file.Target.Length == 0 ? each.Path : $"{file.Target}/{each.Path}", each.Content.Map()));
            }
        }

        throw Missing(board, file.Sources);
    }

    private static FactoryException Missing(OverlayBoard board, IReadOnlyList<string> sources) => new(
        FactoryError.SourceInvalid, $"The image of the overlay {board.Name} has no artifacts/{string.Join(" and no artifacts/", sources)}.");
}
