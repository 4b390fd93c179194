namespace ImageFactory.Assets.Schematics.Yaml;

/// <summary>One entry of a mapping.</summary>
/// <param name="Key">The name.</param>
/// <param name="Value">The value.</param>
public sealed record YamlEntry(YamlScalar Key, YamlNode Value);
