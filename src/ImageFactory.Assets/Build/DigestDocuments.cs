using System.Text.Json.Serialization;

namespace ImageFactory.Assets.Build;

/// <summary>How digests are written as JSON.</summary>
[JsonSerializable(typeof(AssetDigests))]
internal sealed partial class DigestDocuments : JsonSerializerContext;
