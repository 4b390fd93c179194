using System.Globalization;
using System.Text.Json;

namespace ImageFactory.Oci.Signatures;

/// <summary>Reads JSON of others: bounded, and with sentences for what is missing.</summary>
internal static class Json
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 32 };

    /// <exception cref="InvalidDataException">The bytes are not JSON, or what is read from it is not there.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> bytes, string what, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes, Options);
            return read(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"The {what} cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>The member, or null when there is none.</summary>
    public static JsonElement? Find(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var found) && found.ValueKind != JsonValueKind.Null ? found : null;

    /// <summary>The text of a member, or null when there is none.</summary>
    public static string? FindText(this JsonElement element, string name) => element.Find(name)?.GetString();

    /// <summary>The bytes of a member in base64.</summary>
    public static byte[] Bytes(this JsonElement element, string name) => Base64.Decode(element.GetProperty(name).GetString(), name);

    /// <summary>A 64-bit number, which protobuf's JSON writes as text.</summary>
    public static long Number(this JsonElement element, string name)
    {
        var value = element.GetProperty(name);
        if (value.ValueKind != JsonValueKind.String)
        {
            return value.GetInt64();
        }

        return long.TryParse(value.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"'{name}' is no number.");
    }
}
