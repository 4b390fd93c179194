namespace ImageFactory.Assets.Schematics.Yaml;

/// <summary>Named values, in the order given.</summary>
/// <param name="Entries">The entries; no key twice.</param>
public sealed record YamlMapping(IReadOnlyList<YamlEntry> Entries) : YamlNode;
