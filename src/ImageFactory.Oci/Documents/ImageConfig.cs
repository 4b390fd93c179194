using System.Text.Json.Serialization;

namespace ImageFactory.Oci.Documents;

/// <summary>What an image runs on, how it is run, and what its layers are (image specification, config.md).</summary>
public sealed record ImageConfig
{
    /// <summary>When the image was made.</summary>
    [JsonPropertyOrder(0)]
    public DateTimeOffset? Created { get; init; }

    /// <summary>The processor in Go's notation: <c>amd64</c>, <c>arm64</c>.</summary>
    [JsonPropertyOrder(1)]
    public required string Architecture { get; init; }

    /// <summary>The operating system in Go's notation: <c>linux</c>.</summary>
    [JsonPropertyOrder(2)]
    public required string Os { get; init; }

    /// <summary>How the image is run.</summary>
    [JsonPropertyOrder(3)]
    public RuntimeConfig? Config { get; init; }

    /// <summary>The layers by the digests of their uncompressed archives.</summary>
    [JsonPropertyOrder(4), JsonPropertyName("rootfs")]
    public required RootFs RootFs { get; init; }

    /// <summary>How each layer came about.</summary>
    [JsonPropertyOrder(5)]
    public IReadOnlyList<HistoryEntry>? History { get; init; }

    /// <summary>Reads a configuration of at most <see cref="DocumentJson.LongestDocument"/> bytes.</summary>
    /// <exception cref="InvalidDataException">The bytes are not an image configuration.</exception>
    public static ImageConfig Read(ReadOnlySpan<byte> bytes)
    {
        var config = DocumentJson.Read(bytes, DocumentContext.Written.ImageConfig);
        DocumentJson.CheckItems(config.History ?? [], "history", _ => { });
        config.Config?.Check();
        return config;
    }

    /// <summary>The document; equal configurations give equal bytes.</summary>
    public byte[] ToBytes() => DocumentJson.Write(this, DocumentContext.Written.ImageConfig);
}
