using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using ImageFactory.Assets.Build;

namespace ImageFactory.Assets.Evidence;

/// <summary>What documents about builds are written with.</summary>
internal static class EvidenceWriting
{
    private const int FlushAt = 256 * 1024;

    // Media types, package URLs and e-mail addresses have characters that the default encoder would escape.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The constant time of everything that the factory makes.</summary>
    public static string Created { get; } =
        DateTimeOffset.FromUnixTimeSeconds(CompositionRules.Timestamp).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static Utf8JsonWriter Open(Stream destination) => new(destination, Options);

    public static Utf8JsonWriter Open(IBufferWriter<byte> destination) => new(destination, Options);

    public static void WriteSome(this Utf8JsonWriter writer, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            writer.WriteString(name, value);
        }
    }

    /// <summary>Writes a list, which is short.</summary>
    public static void WriteList<T>(this Utf8JsonWriter writer, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        writer.WriteStartArray(name);
        foreach (var item in items)
        {
            writer.WriteStartObject();
            write(writer, item);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes a list, of which no more than a buffer is in memory.</summary>
    public static async Task WriteListAsync<T>(
        this Utf8JsonWriter writer, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write, CancellationToken cancellationToken)
    {
        writer.WriteStartArray(name);
        foreach (var item in items)
        {
            writer.WriteStartObject();
            write(writer, item);
            writer.WriteEndObject();
            if (writer.BytesPending > FlushAt)
            {
                await writer.FlushAsync(cancellationToken);
            }
        }

        writer.WriteEndArray();
    }
}
