namespace ImageFactory.Assets.Artifacts;

/// <summary>How a catalogue is kept as JSON.</summary>
internal sealed record CatalogueDocument(string Image, Dictionary<string, ReadOnlyMemory<byte>> Files);
