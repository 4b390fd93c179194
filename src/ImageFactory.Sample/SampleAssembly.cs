using ImageFactory.Oci.Layout;
using ImageFactory.Sample.Images;
using ImageFactory.Sample.Table;

namespace ImageFactory.Sample;

/// <summary>Puts all images of all releases into a layout.</summary>
internal sealed class SampleAssembly
{
    // docs/factory-api, "Feature thresholds".
    private static readonly Version FirstWithOverlays = new(1, 7, 0);
    private static readonly Version FirstWithTalosctl = new(1, 11, 0);

    private readonly ImagerImages _imager;
    private readonly InstallerImages _installer;
    private readonly ExtensionImages _extensions;
    private readonly OverlayImages _overlays;
    private readonly CatalogueImages _catalogues;
    private readonly TalosctlImages _talosctl;

    public SampleAssembly(SampleSources sources, LayoutWriter layout)
    {
        var publisher = new ImagePublisher(layout, sources.Store);
        var boot = new BootLayers(sources, publisher);
        _imager = new ImagerImages(sources, publisher, boot);
        _installer = new InstallerImages(sources, publisher, boot);
        _extensions = new ExtensionImages(sources, publisher);
        _overlays = new OverlayImages(sources, publisher);
        _catalogues = new CatalogueImages(publisher);
        _talosctl = new TalosctlImages(sources, publisher);
    }

    /// <summary>Puts a release's images.</summary>
    public async Task PublishAsync(ReleaseRow release, CancellationToken cancellationToken)
    {
        await _imager.PublishAsync(release, cancellationToken);
        await _installer.PublishAsync(release, cancellationToken);
        await _catalogues.PublishExtensionsAsync(release, await _extensions.PublishAsync(release, cancellationToken), cancellationToken);
        if (release.Number >= FirstWithOverlays)
        {
            await _catalogues.PublishOverlaysAsync(release, await _overlays.PublishAsync(cancellationToken), cancellationToken);
        }

        if (release.Number >= FirstWithTalosctl)
        {
            await _talosctl.PublishAsync(release, cancellationToken);
        }
    }
}
