using System.Text.Json.Serialization;

namespace ImageFactory.Endpoints;

/// <summary>The JSON shapes of the public API.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CreatedSchematic))]
[JsonSerializable(typeof(JobDocument))]
[JsonSerializable(typeof(RegistryErrorDocument))]
[JsonSerializable(typeof(TagsDocument))]
[JsonSerializable(typeof(ModelDocument))]
[JsonSerializable(typeof(ValidatedSchematic))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(IReadOnlyList<ListedExtension>))]
[JsonSerializable(typeof(IReadOnlyList<ListedExtensionSize>))]
[JsonSerializable(typeof(IReadOnlyList<ListedOverlay>))]
[JsonSerializable(typeof(IReadOnlyList<ListedKeyFile>))]
[JsonSerializable(typeof(IReadOnlyList<ListedPlatform>))]
[JsonSerializable(typeof(IReadOnlyList<ListedBoard>))]
[JsonSerializable(typeof(AboutDocument))]
internal sealed partial class JsonDocuments : JsonSerializerContext;
