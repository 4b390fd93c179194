using System.Buffers;
using System.Text.Json;

namespace ImageFactory.Formats.Extents;

/// <summary>
/// A map as a small JSON document, so that it can be stored and comes back equal:
/// <c>{"blobs":[digest…],"extents":[["blob",index,offset,length]|["bytes",base64]|["zeros",length]|["computed",kind,record,offset,length]…]}</c>.
/// </summary>
public static class ExtentMapDocument
{
    private const int MostExtents = 1_000_000;

    /// <summary>Writes a map as one JSON object.</summary>
    public static void Write(Utf8JsonWriter writer, ExtentMap map)
    {
        var blobs = map.Extents.Select(extent => extent.Source).OfType<BlobSource>().Select(source => source.Blob).Distinct().ToList();
        var indexes = blobs.Select((digest, index) => (digest, index)).ToDictionary(pair => pair.digest, pair => pair.index);

        writer.WriteStartObject();
        writer.WriteStartArray("blobs");
        blobs.ForEach(digest => writer.WriteStringValue(digest.ToString()));
        writer.WriteEndArray();
        writer.WriteStartArray("extents");
        foreach (var extent in map.Extents)
        {
            writer.WriteStartArray();
            WriteExtent(writer, extent, indexes);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>A map as UTF-8 JSON.</summary>
    public static byte[] ToBytes(ExtentMap map)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write(writer, map);
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The document does not describe a map.</exception>
    public static ExtentMap Read(JsonElement document, ComputedContents computed)
    {
        try
        {
            var blobs = document.GetProperty("blobs").EnumerateArray().Select(blob => Digest.Parse(blob.GetString() ?? string.Empty)).ToList();
            var extents = document.GetProperty("extents");
            if (extents.GetArrayLength() > MostExtents)
            {
                throw new InvalidDataException($"An extent map has at most {MostExtents} extents.");
            }

            var builder = new ExtentMapBuilder();
            foreach (var extent in extents.EnumerateArray())
            {
                ReadExtent(builder, extent, blobs, computed);
            }

            return builder.Build();
        }
        catch (Exception exception) when (exception is InvalidOperationException or KeyNotFoundException or FormatException
            or ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            throw new InvalidDataException("The document does not describe an extent map: " + exception.Message, exception);
        }
    }

    private static void WriteExtent(Utf8JsonWriter writer, Extent extent, Dictionary<Digest, int> blobs)
    {
        switch (extent.Source)
        {
            case BlobSource blob:
                writer.WriteStringValue("blob");
                writer.WriteNumberValue(blobs[blob.Blob]);
                writer.WriteNumberValue(blob.Offset);
                writer.WriteNumberValue(extent.Length);
                break;
            case InlineSource inline:
                writer.WriteStringValue("bytes");
                writer.WriteBase64StringValue(inline.Bytes.Span);
                break;
            case ZeroSource:
                writer.WriteStringValue("zeros");
                writer.WriteNumberValue(extent.Length);
                break;
            case ComputedSource source:
                writer.WriteStringValue("computed");
                writer.WriteStringValue(source.Content.Kind);
                writer.WriteBase64StringValue(source.Content.Record.Span);
                writer.WriteNumberValue(source.Offset);
                writer.WriteNumberValue(extent.Length);
                break;
            default:
                throw new InvalidOperationException($"Unknown extent source {extent.Source.GetType().Name}.");
        }
    }

    private static void ReadExtent(ExtentMapBuilder builder, JsonElement extent, List<Digest> blobs, ComputedContents computed)
    {
        switch (extent[0].GetString())
        {
            case "blob":
                builder.AppendBlob(blobs[extent[1].GetInt32()], extent[2].GetInt64(), extent[3].GetInt64());
                break;
            case "bytes":
                builder.AppendBytes(extent[1].GetBytesFromBase64());
                break;
            case "zeros":
                builder.AppendZeros(extent[1].GetInt64());
                break;
            case "computed":
                var content = computed.Create(extent[1].GetString() ?? string.Empty, extent[2].GetBytesFromBase64());
                builder.Append(ExtentMap.OfComputed(content).Slice(extent[3].GetInt64(), extent[4].GetInt64()));
                break;
            default:
                throw new InvalidDataException($"'{extent[0]}' is not a kind of extent.");
        }
    }
}
