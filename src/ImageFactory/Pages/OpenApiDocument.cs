using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ImageFactory.Pages;

/// <summary>The description of the API: written as YAML, served as YAML and as JSON.</summary>
internal static class OpenApiDocument
{
    /// <summary>The same document as JSON.</summary>
    public static byte[] ToJson(byte[] yaml)
    {
        var stream = new YamlStream();
        using var reader = new StreamReader(new MemoryStream(yaml));
        stream.Load(reader);
        return JsonSerializer.SerializeToUtf8Bytes(JsonOf(stream.Documents[0].RootNode), OpenApiJson.Default.JsonNode!);
    }

    private static JsonNode? JsonOf(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(
            mapping.Children.Select(child => KeyValuePair.Create(((YamlScalarNode)child.Key).Value!, JsonOf(child.Value)))),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(JsonOf)]),
        YamlScalarNode { Style: ScalarStyle.Plain } scalar => PlainOf(scalar.Value!),
        YamlScalarNode scalar => scalar.Value,
        _ => null,
    };

    private static JsonNode? PlainOf(string text) => text switch
    {
        "true" => true,
        "false" => false,
        "null" or "" => null,
        _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
        _ => text,
    };
}
