using System.Text.Json.Serialization;

namespace ImageFactory.Assets.Evidence;

/// <summary>How parts are kept.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SbomPart))]
[JsonSerializable(typeof(SbomPackage))]
internal sealed partial class SbomDocuments : JsonSerializerContext;
