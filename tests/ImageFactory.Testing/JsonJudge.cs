using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace ImageFactory.Testing;

/// <summary>Holds documents to the schemas that their specifications publish.</summary>
public static class JsonJudge
{
    private static readonly Lazy<JsonSchema> SpdxSchema = new(() => Load("spdx-2.3.schema.json"));
    private static readonly Lazy<JsonSchema> CycloneDxSchema = new(LoadCycloneDx);

    /// <summary>What is wrong with an SPDX 2.3 document; empty when nothing is.</summary>
    public static IReadOnlyList<string> Spdx(ReadOnlySpan<byte> document) => Judge(SpdxSchema.Value, document);

    /// <summary>What is wrong with a CycloneDX 1.6 document; empty when nothing is.</summary>
    public static IReadOnlyList<string> CycloneDx(ReadOnlySpan<byte> document) => Judge(CycloneDxSchema.Value, document);

    private static List<string> Judge(JsonSchema schema, ReadOnlySpan<byte> document)
    {
        var results = schema.Evaluate(JsonNode.Parse(document), new EvaluationOptions { OutputFormat = OutputFormat.List });
        return results.IsValid
            ? []
            : [.. results.Details.Where(detail => detail.Errors is not null).Select(detail => $"{detail.InstanceLocation}: {string.Join("; ", detail.Errors!.Values)}")];
    }

    private static JsonSchema LoadCycloneDx()
    {
        foreach (var part in new[] { "spdx.schema.json", "jsf-0.82.schema.json" })
        {
            SchemaRegistry.Global.Register(Load(part));
        }

        return Load("bom-1.6.schema.json");
    }

    private static JsonSchema Load(string name)
    {
        using var packed = typeof(JsonJudge).Assembly.GetManifestResourceStream(name + ".gz")!; // it is embedded
        using var stream = new GZipStream(packed, CompressionMode.Decompress);
        return JsonSerializer.Deserialize<JsonSchema>(stream)!; // no schema is null
    }
}
