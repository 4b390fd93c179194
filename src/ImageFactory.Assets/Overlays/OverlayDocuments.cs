using System.Text.Json.Serialization;

namespace ImageFactory.Assets.Overlays;

/// <summary>How indexes of overlay images are written as JSON.</summary>
[JsonSerializable(typeof(IReadOnlyList<OverlayEntryRow>))]
internal sealed partial class OverlayDocuments : JsonSerializerContext;
