using System.Text;
using ImageFactory.Assets.Artifacts;
using ImageFactory.Assets.Jobs;
using ImageFactory.Assets.Profiles;
using ImageFactory.Assets.Schematics;
using ImageFactory.Assets.Schematics.Canonical;
using ImageFactory.Assets.Schematics.Yaml;
using ImageFactory.Assets.Store;
using ImageFactory.Formats.Extents;
using ImageFactory.Oci;
using ImageFactory.Oci.Content;

namespace ImageFactory.Assets.Overlays;

/// <summary>
/// Finds what the overlay of a schematic does: for the official boards in the table, for others in a description inside their image.
/// </summary>
public sealed class OverlayResolver
{
    private readonly ReleaseSource _releases;
    private readonly OverlaySources _sources;
    private readonly OverlayImages _images;
    private readonly BlobStore _blobs;

    /// <summary>A resolver over a source's releases and the images of others.</summary>
    public OverlayResolver(ReleaseSource releases, OverlaySources sources, OverlayImages images, BlobStore blobs)
    {
        _releases = releases;
        _sources = sources;
        _images = images;
        _blobs = blobs;
    }

    /// <summary>The overlay of a schematic for an asset; null when there is none, or when it does not count for the asset.</summary>
    /// <exception cref="FactoryException">
    /// The overlay is not known, its image is not allowed, missing or damaged, or its options are wrong.
    /// </exception>
    public async Task<PlannedOverlay?> ResolveAsync(Profile profile, Schematic schematic, CancellationToken cancellationToken)
    {
        var wanted = schematic.Overlay;
        var counting = Customisations.For(profile.Asset.Kind, profile.Version, profile.Asset.SecureBoot);
        if (wanted.Name.Length == 0 || !counting.HasFlag(Customisation.Overlay))
        {
            return null;
        }

        var catalogue = await _releases.ListOverlaysAsync(profile.Version, cancellationToken);
        var official = catalogue.FirstOrDefault(overlay => string.Equals(overlay.Name, wanted.Name, StringComparison.Ordinal));
        var image = official is null
            ? await FindForeignAsync(profile, wanted, catalogue, cancellationToken)
            : new OverlayReference(null, official.Image, official.Digest);
        var known = official is null ? null : OverlayTable.Find(wanted.Name);
        var board = known ?? await ReadDescriptionAsync(image, profile, wanted.Name, cancellationToken);
        return new PlannedOverlay(
            image,
            Apply(board, OverlayOptions.Of(board, wanted.Options)),
            profile.Asset.Kind is OutputKind.Installer ? Encoding.UTF8.GetString(CanonicalEmitter.Emit(OptionsOf(wanted))) : null);
    }

    private static YamlMapping OptionsOf(Overlay overlay) => KeySorter.Sort(overlay.Options ?? new YamlMapping([]));

    private static OverlayBoard Apply(OverlayBoard board, OverlayOptions options) => board with
    {
        Firmware = [.. from firmware in board.Firmware where !options.IsOn(firmware.Unless) select firmware with { Unless = null }],
        Texts = [.. board.Texts.Select(text => new OverlayText(text.Target, ContentOf(text, options)))],
    };

    private static string ContentOf(OverlayText text, OverlayOptions options)
    {
        var content = options.TextOf(text.ReplacedBy) is { Length: > 0 } replacement ? replacement : text.Content;
        return text.AppendedBy is null ? content : $"{content}\n{options.TextOf(text.AppendedBy)}";
    }

    private async Task<OverlayReference> FindForeignAsync(
        Profile profile, Overlay wanted, IReadOnlyList<OfficialOverlay> catalogue, CancellationToken cancellationToken)
    {
        if (!Reference.TryParse(wanted.Image, out var reference) || _sources.Find(reference) is not { } source)
        {
            throw Unavailable(profile, wanted, catalogue.Select(overlay => overlay.Name));
        }

        var image = await SourceErrors.ExplainAsync(
            () => Images.FindAsync(source, reference, profile.Asset.Architecture.Name(), cancellationToken));
        return image is not null
            ? new OverlayReference(reference.Host, reference.Repository.ToString(), image.Descriptor.Digest)
            : throw new FactoryException(
                FactoryError.InvalidCombination, $"There is no overlay image {wanted.Image} for {profile.Asset.Architecture.Name()}.");
    }

    private static FactoryException Unavailable(Profile profile, Overlay wanted, IEnumerable<string> names)
    {
        var hint = Nearest.Of(wanted.Name, names) is { } near ? $"; did you mean \"{near}\"?" : string.Empty;
        var image = Reference.TryParse(wanted.Image, out var reference) && reference.Host is not null
            ? $"\nIts image {wanted.Image} is of a registry from which this factory takes no overlays; an operator can allow it (OverlayRegistries)."
            : string.Empty;
        return new FactoryException(
            FactoryError.InvalidCombination,
            $"official overlay \"{wanted.Name}\" is not available for Talos version {profile.Version.Tag}{hint}{image}");
    }

    private async Task<OverlayBoard> ReadDescriptionAsync(
        OverlayReference reference, Profile profile, string name, CancellationToken cancellationToken)
    {
        // Held until it is read; what the plan needs later is found or fetched again.
        using var build = _blobs.BeginBuild();
        var image = await _images.GetAsync(reference, name, profile.Asset.Architecture, new Progress<BuildProgress>(), cancellationToken);
        if (image.Find(OverlayDescription.File) is not { } description)
        {
            throw new FactoryException(
                FactoryError.InvalidCombination,
                $"This factory does not know what the overlay \"{name}\" puts where, and it starts no programs of overlay images to find out: "
                + $"the image {reference} has no {OverlayDescription.File}. An operator can put one into an image of an allowed registry, or "
                + "take a newer version of this factory.");
        }

        var boards = await SourceErrors.ExplainAsync(() => ReadBoardsAsync(description, cancellationToken));
        return boards.FirstOrDefault(board => string.Equals(board.Name, name, StringComparison.Ordinal))
            ?? throw new FactoryException(
                FactoryError.InvalidCombination,
                $"{OverlayDescription.File} of the image {reference} has no board \"{name}\""
                + (Nearest.Of(name, boards.Select(board => board.Name)) is { } near ? $"; did you mean \"{near}\"?" : "."));
    }

    private async Task<IReadOnlyList<OverlayBoard>> ReadBoardsAsync(Artifact description, CancellationToken cancellationToken)
    {
        if (description.Length > OverlayDescription.LongestDescription)
        {
            throw new InvalidDataException(
                $"{OverlayDescription.File} has {description.Length} bytes; at most {OverlayDescription.LongestDescription} are read.");
        }

        var bytes = new byte[description.Length];
        await using var reader = new ExtentReader(description.Map(), _blobs);
        await reader.ReadExactlyAsync(0, bytes, cancellationToken);
        return OverlayDescription.Read(bytes);
    }
}
