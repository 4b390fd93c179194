using System.Text.Json;
using System.Text.Json.Serialization;

namespace ImageFactory.Sample.Table;

/// <summary>What the sample release consists of: <c>Data/sample.json</c>.</summary>
internal sealed record SampleTable
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter<SampleCompression>(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
    };

    /// <summary>The processors by name.</summary>
    public required IReadOnlyDictionary<string, ArchitectureRow> Architectures { get; init; }

    /// <summary>The layouts by name.</summary>
    public required IReadOnlyDictionary<string, LayoutRow> Layouts { get; init; }

    /// <summary>By processor, the modules that <c>/init</c> needs before <c>rootfs.sqsh</c> is mounted.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> InitramfsModules { get; init; }

    /// <summary>The file system in the initramfs.</summary>
    public required RootfsTable Rootfs { get; init; }

    /// <summary>The releases.</summary>
    public required IReadOnlyList<ReleaseRow> Releases { get; init; }

    /// <summary>The extensions by repository.</summary>
    public required IReadOnlyDictionary<string, ExtensionRow> Extensions { get; init; }

    /// <summary>The overlay images.</summary>
    public required IReadOnlyList<OverlayRow> Overlays { get; init; }

    /// <summary>The systems that talosctl is for, as in the names of its files.</summary>
    public required IReadOnlyList<string> Talosctl { get; init; }

    /// <summary>Reads a table.</summary>
    /// <exception cref="InvalidDataException">The text is no table.</exception>
    public static SampleTable Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<SampleTable>(json, Options)
                ?? throw new InvalidDataException("The table of the sample release is empty.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"The table of the sample release is damaged: {exception.Message}", exception);
        }
    }
}
