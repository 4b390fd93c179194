using System.Text.Json.Serialization;

namespace ImageFactory.Engines;

/// <summary>The documents of an engine's API.</summary>
[JsonSerializable(typeof(LoadMessage))]
[JsonSerializable(typeof(EngineVersion))]
internal sealed partial class EngineDocuments : JsonSerializerContext;
