using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace ImageFactory.Assets.Artifacts;

/// <summary>Reads the small YAML files of catalogues.</summary>
internal static class CatalogueYaml
{
    // A list of mappings is 3 deep. The parser's time grows with the square of the depth.
    private const int Deepest = 16;

    private static readonly IDeserializer Deserializer = new DeserializerBuilder()
        .WithNamingConvention(CamelCaseNamingConvention.Instance)
        .IgnoreUnmatchedProperties()
        .Build();

    private static readonly IDeserializer StrictDeserializer = new DeserializerBuilder()
        .WithNamingConvention(CamelCaseNamingConvention.Instance)
        .WithDuplicateKeyChecking()
        .Build();

    /// <exception cref="YamlException">
    /// The text is not YAML of that shape, is nested deeply, or uses aliases, which catalogues never do.
    /// </exception>
    public static T? Read<T>(string yaml) => Read<T>(Deserializer, yaml);

    /// <summary>The same for formats of our own, where an unknown or repeated key is a mistake.</summary>
    /// <exception cref="YamlException">As <see cref="Read{T}(string)"/>; or there is such a key.</exception>
    public static T? ReadStrict<T>(string yaml) => Read<T>(StrictDeserializer, yaml);

    private static T? Read<T>(IDeserializer deserializer, string yaml)
    {
        try
        {
            Check(yaml);
            return deserializer.Deserialize<T>(yaml);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            // The parser's own answer to some damaged directives and tags (YamlDotNet 16.3).
            throw new YamlException(exception.Message, exception);
        }
    }

    private static void Check(string yaml)
    {
        var parser = new Parser(new StringReader(yaml));
        var depth = 0;
        while (parser.MoveNext())
        {
            var current = parser.Current!;
            if (current is AnchorAlias)
            {
                throw new YamlException(current.Start, current.End, "a catalogue has no aliases");
            }

            depth += current.NestingIncrease;
            if (depth > Deepest)
            {
                throw new YamlException(current.Start, current.End, $"a catalogue is not nested deeper than {Deepest} levels");
            }
        }
    }
}
