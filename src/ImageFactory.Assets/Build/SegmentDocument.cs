using System.Buffers;
using System.Text;
using System.Text.Json;
using ImageFactory.Boot.Initramfs;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Assets.Build;

/// <summary>
/// A packed extension as one map with a note: the map shows the image, each file, and what the modules say, one after the other; the note
/// says how long each is: <c>{"manifest", "image", "files": [{"path", "mode", "length" or "link"}], "modules"?}</c>.
/// </summary>
internal static class SegmentDocument
{
    public static NotedMap Write(ExtensionSegment segment)
    {
        var map = new ExtentMapBuilder().Append(segment.Image);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("manifest", ExtensionManifest.Write(segment.Metadata));
            writer.WriteNumber("image", segment.Image.Length);
            writer.WriteStartArray("files");
            foreach (var file in segment.Files)
            {
                Write(writer, file);
                map.Append(file.Content);
            }

            writer.WriteEndArray();
            if (segment.Modules is { } modules)
            {
                writer.WriteNumber("modules", modules.Length);
                map.Append(modules);
            }

            writer.WriteEndObject();
        }

        return new NotedMap(buffer.WrittenMemory, map.Build());
    }

    public static ExtensionSegment Read(NotedMap noted)
    {
        using var document = JsonDocument.Parse(noted.Note);
        var note = document.RootElement;
        var offset = 0L;
        var image = Take(note.GetProperty("image").GetInt64());
        InitramfsFile[] files = [.. note.GetProperty("files").EnumerateArray().Select(ReadFile)];
        return new ExtensionSegment(ExtensionManifest.Parse(Encoding.UTF8.GetBytes(note.GetProperty("manifest").GetString()!)), image)
        {
            Files = files,
            Modules = note.TryGetProperty("modules", out var modules) ? Take(modules.GetInt64()) : null,
        };

        ExtentMap Take(long length)
        {
            offset += length;
            return noted.Map.Slice(offset - length, length);
        }

        InitramfsFile ReadFile(JsonElement file) => file.TryGetProperty("link", out var link)
            ? new InitramfsFile(Path(file), 0, ExtentMap.Empty) { LinkTarget = link.GetString() }
            : new InitramfsFile(Path(file), file.GetProperty("mode").GetInt32(), Take(file.GetProperty("length").GetInt64()));
    }

    private static string Path(JsonElement file) => file.GetProperty("path").GetString()!;

    private static void Write(Utf8JsonWriter writer, InitramfsFile file)
    {
        writer.WriteStartObject();
        writer.WriteString("path", file.Path);
        if (file.LinkTarget is { } target)
        {
            writer.WriteString("link", target);
        }
        else
        {
            writer.WriteNumber("mode", file.Permissions);
            writer.WriteNumber("length", file.Content.Length);
        }

        writer.WriteEndObject();
    }
}
