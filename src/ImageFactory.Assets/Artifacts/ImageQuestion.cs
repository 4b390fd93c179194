using System.Text;
using System.Text.Json;
using ImageFactory.Formats.Extents;
using ImageFactory.Oci;
using ImageFactory.Oci.Content;
using ImageFactory.Oci.Documents;

namespace ImageFactory.Assets.Artifacts;

/// <summary>The image that a tag names now, for one architecture.</summary>
internal sealed class ImageQuestion(IContentSource source, string architecture) : IQuestion<Reference, Image>
{
    public string Describe(Reference key) => $"the image {key} for {architecture}";

    public async Task<Image?> AskAsync(Reference key, Image? kept, CancellationToken cancellationToken)
    {
        var image = await SourceErrors.ExplainAsync(() => Images.FindAsync(source, key, architecture, cancellationToken));
        return image?.Descriptor.Digest == kept?.Descriptor.Digest ? kept : image;
    }

    public byte[] Write(Image answer) => JsonSerializer.SerializeToUtf8Bytes(
        new ImageDocument(
            answer.Descriptor.MediaType,
            answer.Descriptor.Digest.ToString(),
            answer.Descriptor.Size,
            Encoding.UTF8.GetString(answer.Manifest.ToBytes())),
        ArtifactDocuments.Default.ImageDocument);

    public Image Read(Reference key, ReadOnlySpan<byte> document)
    {
        var image = JsonSerializer.Deserialize(document, ArtifactDocuments.Default.ImageDocument)!; // never written as null
        var descriptor = new Descriptor { MediaType = image.MediaType, Digest = Digest.Parse(image.Digest), Size = image.Size };
        return new Image(key.Repository, descriptor, Manifest.Read(Encoding.UTF8.GetBytes(image.Manifest)));
    }
}
