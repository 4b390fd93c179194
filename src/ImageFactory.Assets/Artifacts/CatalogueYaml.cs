using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace ImageFactory.Assets.Artifacts;

/// <summary>Reads the small YAML files of catalogues.</summary>
internal static class CatalogueYaml
{
    private static readonly IDeserializer Deserializer = new DeserializerBuilder()
        .WithNamingConvention(CamelCaseNamingConvention.Instance)
        .IgnoreUnmatchedProperties()
        .Build();

    /// <exception cref="YamlException">The text is not YAML of that shape, or uses aliases, which catalogues never do.</exception>
    public static T? Read<T>(string yaml)
    {
        var parser = new Parser(new StringReader(yaml));
        while (parser.MoveNext())
        {
            if (parser.Current is AnchorAlias alias)
            {
                throw new YamlException(alias.Start, alias.End, "a catalogue has no aliases");
            }
        }

        return Deserializer.Deserialize<T>(yaml);
    }
}
