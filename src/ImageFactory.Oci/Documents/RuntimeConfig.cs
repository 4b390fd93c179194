using System.Text.Json.Serialization;

namespace ImageFactory.Oci.Documents;

/// <summary>How an image is run (image specification, config.md, <c>config</c>). The names are capitalised there.</summary>
public sealed record RuntimeConfig
{
    /// <summary>The user that the program runs as.</summary>
    [JsonPropertyOrder(0), JsonPropertyName("User")]
    public string? User { get; init; }

    /// <summary>The environment, as <c>NAME=value</c>.</summary>
    [JsonPropertyOrder(1), JsonPropertyName("Env")]
    public IReadOnlyList<string>? Env { get; init; }

    /// <summary>The program and its first arguments.</summary>
    [JsonPropertyOrder(2), JsonPropertyName("Entrypoint")]
    public IReadOnlyList<string>? Entrypoint { get; init; }

    /// <summary>The arguments that a user may replace.</summary>
    [JsonPropertyOrder(3), JsonPropertyName("Cmd")]
    public IReadOnlyList<string>? Cmd { get; init; }

    /// <summary>The directory that the program starts in.</summary>
    [JsonPropertyOrder(4), JsonPropertyName("WorkingDir")]
    public string? WorkingDir { get; init; }

    /// <summary>What else is said about the image.</summary>
    [JsonPropertyOrder(5), JsonPropertyName("Labels")]
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    internal void Check()
    {
        DocumentJson.CheckItems(Env ?? [], "Env", _ => { });
        DocumentJson.CheckItems(Entrypoint ?? [], "Entrypoint", _ => { });
        DocumentJson.CheckItems(Cmd ?? [], "Cmd", _ => { });
    }
}
