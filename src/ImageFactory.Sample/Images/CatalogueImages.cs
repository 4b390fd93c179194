using System.Text;
using ImageFactory.Sample.Files;
using ImageFactory.Sample.Table;

namespace ImageFactory.Sample.Images;

/// <summary>
/// <c>siderolabs/extensions</c> and <c>siderolabs/overlays</c>: what a release has, with digests (factory-api, "Source images").
/// </summary>
internal sealed class CatalogueImages(ImagePublisher publisher)
{
    // As upstream names them; readers put their own registry in its place.
    private const string Host = "ghcr.io/";

    /// <summary>Publishes the list of a release's extensions.</summary>
    public Task PublishExtensionsAsync(
        ReleaseRow release, IEnumerable<PublishedExtension> extensions, CancellationToken cancellationToken)
    {
        var (digests, descriptions) = (new StringBuilder(), new StringBuilder());
        foreach (var extension in extensions)
        {
            digests.Append(Host).Append(extension.Tagged).Append('@').Append(extension.Digest).Append('\n');
            descriptions
                .Append(Host).Append(extension.Tagged).Append(":\n")
                .Append("  author: ").Append(ExtensionTree.Author).Append('\n')
                .Append("  description: ").Append(YamlText.Quote(extension.Row.Description)).Append('\n');
        }

        var files = new FileTree().AddText("descriptions.yaml", descriptions.ToString()).AddText("image-digests", digests.ToString());
        return publisher.PublishFilesAsync($"siderolabs/extensions:{release.Version}", files, cancellationToken);
    }

    /// <summary>Publishes the list of a release's overlays.</summary>
    public Task PublishOverlaysAsync(ReleaseRow release, IEnumerable<PublishedOverlay> overlays, CancellationToken cancellationToken)
    {
        var list = new StringBuilder("overlays:\n");
        foreach (var overlay in overlays)
        {
            list.Append("  - name: ").Append(overlay.Name).Append('\n')
                .Append("    image: ").Append(Host).Append(overlay.Tagged).Append('\n')
                .Append("    digest: ").Append(overlay.Digest).Append('\n');
        }

        var files = new FileTree().AddText("overlays.yaml", list.ToString());
        return publisher.PublishFilesAsync($"siderolabs/overlays:{release.Version}", files, cancellationToken);
    }
}
