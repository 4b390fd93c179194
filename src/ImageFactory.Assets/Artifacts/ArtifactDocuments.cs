using System.Text.Json.Serialization;

namespace ImageFactory.Assets.Artifacts;

/// <summary>How indexes of extracted files are written as JSON.</summary>
[JsonSerializable(typeof(Dictionary<string, IndexRow>))]
internal sealed partial class ArtifactDocuments : JsonSerializerContext;
