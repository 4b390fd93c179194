using System.Text.Json;
using ImageFactory.Boot.Initramfs;
using ImageFactory.Formats.Extents;
using ImageFactory.Testing;

namespace ImageFactory.Boot.Tests.Initramfs;

/// <summary>PyYAML reads what we write.</summary>
public sealed class ExtensionsDocumentJudgeTests
{
    private const string PrintAsJson = "import json, sys, yaml; print(json.dumps(yaml.safe_load(open(sys.argv[1], 'rb'))))";

    [Fact]
    public async Task Python_reads_every_text_as_it_was()
    {
        Tool.Require("/usr/lib/python3/dist-packages/yaml/__init__.py");
        var texts = Texts.Odd.Select(row => row.Data).ToArray();
        using var directory = new TemporaryDirectory();
        var path = directory.Combine("extensions.yaml");
        var layers = texts.Select((text, index) => new ExtensionLayer($"{index}.sqsh", Metadata(text), ExtentMap.Empty)).ToArray();
        await File.WriteAllBytesAsync(path, ExtensionsDocument.Write(layers), TestContext.Current.CancellationToken);

        var json = await Tool.RunAsync("/usr/bin/python3", "-c", PrintAsJson, path);

        using var document = JsonDocument.Parse(json);
        var read = document.RootElement.GetProperty("layers").EnumerateArray().ToArray();
        Assert.Equal(layers.Select(layer => layer.FileName), read.Select(layer => layer.GetProperty("image").GetString()), StringComparer.Ordinal);
        foreach (var field in new[] { "name", "version", "author", "description", "extraInfo" })
        {
            Assert.Equal(texts, read.Select(layer => layer.GetProperty("metadata").GetProperty(field).GetString()), StringComparer.Ordinal);
        }

        Assert.Equal(
            texts,
            read.Select(layer => layer.GetProperty("metadata").GetProperty("compatibility").GetProperty("talos").GetProperty("version").GetString()),
            StringComparer.Ordinal);
    }

    private static ExtensionMetadata Metadata(string text) => new()
    {
        Name = text,
        Version = text,
        Author = text,
        Description = text,
        TalosVersions = text,
        ExtraInfo = text,
    };
}
