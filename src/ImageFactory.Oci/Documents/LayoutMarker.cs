namespace ImageFactory.Oci.Documents;

/// <summary>The content of the file <c>oci-layout</c> (image specification, image-layout.md).</summary>
internal sealed record LayoutMarker
{
    public required string ImageLayoutVersion { get; init; }

    public byte[] ToBytes() => DocumentJson.Write(this, DocumentContext.Written.LayoutMarker);
}
