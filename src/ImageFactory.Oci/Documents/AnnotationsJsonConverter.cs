using System.Text.Json;
using System.Text.Json.Serialization;

namespace ImageFactory.Oci.Documents;

/// <summary>Annotations and labels: names sorted when written, so that equal documents give equal bytes.</summary>
internal sealed class AnnotationsJsonConverter : JsonConverter<IReadOnlyDictionary<string, string>>
{
    public override IReadOnlyDictionary<string, string> Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("Annotations are not an object.");
        }

        var annotations = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = ReadText(ref reader);
            reader.Read();
            if (reader.TokenType != JsonTokenType.String || !annotations.TryAdd(name, ReadText(ref reader)))
            {
                throw new JsonException($"The annotation '{name}' is not one text.");
            }
        }

        return annotations;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, string> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (name, text) in value.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            writer.WriteString(name, text);
        }

        writer.WriteEndObject();
    }

    private static string ReadText(ref Utf8JsonReader reader) => reader.GetString() ?? throw new JsonException("A text is null.");
}
