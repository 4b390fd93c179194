using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ImageFactory.Oci.Bundles;

namespace ImageFactory.Oci.Documents;

[JsonSerializable(typeof(Manifest))]
[JsonSerializable(typeof(ImageIndex))]
[JsonSerializable(typeof(ImageConfig))]
[JsonSerializable(typeof(DocumentHeader))]
[JsonSerializable(typeof(BundleManifest))]
[JsonSerializable(typeof(LayoutMarker))]
[JsonSerializable(typeof(IReadOnlyList<DockerArchiveEntry>))]
internal sealed partial class DocumentContext : JsonSerializerContext
{
    /// <summary>
    /// The form in which documents are read and written. Media types have a plus sign, which the default encoder would escape.
    /// </summary>
    public static DocumentContext Written { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        AllowDuplicateProperties = false,
        MaxDepth = 32,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new DigestJsonConverter(), new AnnotationsJsonConverter() },
    });
}
