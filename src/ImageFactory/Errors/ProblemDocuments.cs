using System.Text.Json.Serialization;

namespace ImageFactory.Errors;

/// <summary>How errors are written as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ProblemDocument))]
internal sealed partial class ProblemDocuments : JsonSerializerContext;
