using System.Text.Json.Serialization;

namespace ImageFactory.Assets.Artifacts;

/// <summary>How indexes of extracted files and answers of a source are written as JSON.</summary>
[JsonSerializable(typeof(Dictionary<string, IndexRow>))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(ImageDocument))]
[JsonSerializable(typeof(CatalogueDocument))]
internal sealed partial class ArtifactDocuments : JsonSerializerContext;
