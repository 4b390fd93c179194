namespace ImageFactory.Assets.Schematics.Reading;

/// <summary>A key and its value as written.</summary>
internal readonly record struct SourceEntry(SourceNode Key, SourceNode Value);
