using System.Text.Json;

namespace ImageFactory.Oci.Documents;

/// <summary>Enough of a document to tell a manifest from an index.</summary>
internal sealed record DocumentHeader
{
    public string? MediaType { get; init; }

    public JsonElement Manifests { get; init; }

    public JsonElement Config { get; init; }

    /// <summary>The media type that the document states, or shows by its members when it states none.</summary>
    public static string? FindMediaType(ReadOnlySpan<byte> bytes)
    {
        var header = DocumentJson.Read(bytes, DocumentContext.Written.DocumentHeader);
        return header switch
        {
            { MediaType: { } mediaType } => MediaTypes.IsIndex(mediaType) || MediaTypes.IsManifest(mediaType) ? mediaType : null,
            { Manifests.ValueKind: JsonValueKind.Array } => MediaTypes.ImageIndex,
            { Config.ValueKind: JsonValueKind.Object } => MediaTypes.ImageManifest,
            _ => null,
        };
    }
}
