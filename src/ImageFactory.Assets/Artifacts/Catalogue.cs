using ImageFactory.Formats.Extents;

namespace ImageFactory.Assets.Artifacts;

/// <summary>What a catalogue image lists: extensions or overlays.</summary>
internal sealed class Catalogue
{
    /// <summary>Reads the files of a catalogue image.</summary>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public Catalogue(Digest image, CatalogueFiles files)
    {
        Image = image;
        Files = files;
        Extensions = ExtensionCatalogue.Read(files.Of(ExtensionCatalogue.DigestsFile).Span, files.Of(ExtensionCatalogue.DescriptionsFile).Span);
        Overlays = OverlayCatalogue.Read(files.Of(OverlayCatalogue.File).Span);
    }

    /// <summary>The digest of the image's manifest.</summary>
    public Digest Image { get; }

    public CatalogueFiles Files { get; }

    public IReadOnlyList<OfficialExtension> Extensions { get; }

    public IReadOnlyList<OfficialOverlay> Overlays { get; }
}
