using System.Globalization;
using System.Text.Json.Nodes;
using ImageFactory.Assets.Schematics.Yaml;

namespace ImageFactory.Endpoints;

/// <summary>YAML as JSON. Whole numbers beyond 2^53, reals that JSON has no notation for, and timestamps become text.</summary>
internal static class YamlJson
{
    private const long LargestExact = 1L << 53;

    public static JsonNode Of(YamlMapping mapping)
    {
        var fields = new JsonObject();
        foreach (var entry in mapping.Entries)
        {
            fields[entry.Key.Text] = Of(entry.Value);
        }

        return fields;
    }

    private static JsonNode? Of(YamlNode node) => node switch
    {
        YamlMapping mapping => Of(mapping),
        YamlSequence sequence => new JsonArray([.. sequence.Items.Select(Of)]),
        YamlScalar scalar => Of(scalar),
        _ => null,
    };

    private static JsonNode? Of(YamlScalar scalar) => scalar.Type switch
    {
        YamlType.Null => null,
        YamlType.Boolean => string.Equals(scalar.Text, "true", StringComparison.Ordinal),
        YamlType.Whole when long.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
            && Math.Abs(whole) <= LargestExact => whole,
        YamlType.Real when double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real)
            && double.IsFinite(real) => real,
        _ => scalar.Text,
    };
}
