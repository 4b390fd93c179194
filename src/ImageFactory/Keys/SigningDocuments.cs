using System.Text.Json.Serialization;

namespace ImageFactory.Keys;

/// <summary>How the two documents of a signing command are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SigningRequest))]
[JsonSerializable(typeof(SigningAnswer))]
internal sealed partial class SigningDocuments : JsonSerializerContext;
