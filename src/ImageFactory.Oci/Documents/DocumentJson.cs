using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ImageFactory.Oci.Documents;

/// <summary>The rules that hold for every JSON document of the image specification.</summary>
public static class DocumentJson
{
    /// <summary>The longest document that is read, in bytes: the least that every registry must take (distribution specification).</summary>
    public const int LongestDocument = 4 * 1024 * 1024;

    internal const int SchemaVersion = 2;

    internal static T Read<T>(ReadOnlySpan<byte> bytes, JsonTypeInfo<T> type)
    {
        if (bytes.Length > LongestDocument)
        {
            throw new InvalidDataException($"The {typeof(T).Name} is {bytes.Length} bytes long; at most {LongestDocument} are read.");
        }

        try
        {
            return JsonSerializer.Deserialize(bytes, type)
                ?? throw new InvalidDataException($"The {typeof(T).Name} is null.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"The bytes are not a valid {typeof(T).Name}: {exception.Message}", exception);
        }
    }

    internal static byte[] Write<T>(T document, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(document, type);

    internal static void CheckVersion(int schemaVersion)
    {
        if (schemaVersion != SchemaVersion)
        {
            throw new InvalidDataException($"The schema version is {schemaVersion}; expected {SchemaVersion}.");
        }
    }

    // The serializer guards members against null by their annotations, but not the items of a list.
    internal static void CheckItems<T>(IReadOnlyList<T> items, string name, Action<T> check)
    {
        foreach (var item in items)
        {
            check(item ?? throw new InvalidDataException($"An item of '{name}' is null."));
        }
    }
}
