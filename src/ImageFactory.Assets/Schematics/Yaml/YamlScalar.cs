namespace ImageFactory.Assets.Schematics.Yaml;

/// <summary>A single value.</summary>
/// <param name="Type">What it is.</param>
/// <param name="Text">The text of a string; of everything else the canonical spelling: <c>null</c>, <c>true</c>, <c>31</c>, <c>1e+21</c>, <c>2001-01-01T00:00:00Z</c>.</param>
public sealed record YamlScalar(YamlType Type, string Text) : YamlNode
{
    /// <summary>A string, whatever it looks like.</summary>
    public static YamlScalar OfText(string text) => new(YamlType.Text, text);
}
