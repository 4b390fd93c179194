using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace ImageFactory.Pages;

/// <summary>How the description of the API is written as JSON.</summary>
[JsonSerializable(typeof(JsonNode))]
internal sealed partial class OpenApiJson : JsonSerializerContext;
