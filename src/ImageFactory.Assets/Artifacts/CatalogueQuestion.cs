using System.Text.Json;
using ImageFactory.Formats.Extents;
using ImageFactory.Oci;
using ImageFactory.Oci.Content;

namespace ImageFactory.Assets.Artifacts;

/// <summary>The catalogue in the image that a tag names now. An image that was read before is not read again.</summary>
internal sealed class CatalogueQuestion(ExtensionSources sources, string architecture) : IQuestion<Reference, Catalogue>
{
    public string Describe(Reference key) => $"the catalogue {key}";

    public Task<Catalogue?> AskAsync(Reference key, Catalogue? kept, CancellationToken cancellationToken) =>
        SourceErrors.ExplainAsync(async () =>
        {
            var source = sources.Of(key.Host);
            var image = await Images.FindAsync(source, key, architecture, cancellationToken);
            if (image is null || image.Descriptor.Digest == kept?.Image)
            {
                return image is null ? null : kept;
            }

            return new Catalogue(image.Descriptor.Digest, await CatalogueFiles.ReadAsync(source, image, cancellationToken));
        });

    public byte[] Write(Catalogue answer) => JsonSerializer.SerializeToUtf8Bytes(
        new CatalogueDocument(answer.Image.ToString(), answer.Files.All), ArtifactDocuments.Default.CatalogueDocument);

    public Catalogue Read(Reference key, ReadOnlySpan<byte> document)
    {
        var catalogue = JsonSerializer.Deserialize(document, ArtifactDocuments.Default.CatalogueDocument)!; // never written as null
        return new Catalogue(Digest.Parse(catalogue.Image), new CatalogueFiles(catalogue.Files));
    }
}
