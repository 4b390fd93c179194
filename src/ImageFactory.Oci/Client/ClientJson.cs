using System.Text.Json;
using System.Text.Json.Serialization;

namespace ImageFactory.Oci.Client;

[JsonSerializable(typeof(TagPage))]
[JsonSerializable(typeof(TokenAnswer))]
[JsonSerializable(typeof(ErrorBody))]
[JsonSerializable(typeof(DockerConfigDocument))]
internal sealed partial class ClientJson : JsonSerializerContext
{
    /// <summary>The form in which the client's documents are read; none is written.</summary>
    public static ClientJson Read { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        AllowDuplicateProperties = false,
        MaxDepth = 32,
    });
}
