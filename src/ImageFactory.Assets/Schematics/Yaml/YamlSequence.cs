namespace ImageFactory.Assets.Schematics.Yaml;

/// <summary>A list of values.</summary>
/// <param name="Items">The values.</param>
public sealed record YamlSequence(IReadOnlyList<YamlNode> Items) : YamlNode;
