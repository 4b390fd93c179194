namespace ImageFactory.Assets.Schematics.Yaml;

/// <summary>A free-form YAML value: a <see cref="YamlScalar"/>, a <see cref="YamlSequence"/> or a <see cref="YamlMapping"/>.</summary>
public abstract record YamlNode
{
    private protected YamlNode()
    {
    }
}
