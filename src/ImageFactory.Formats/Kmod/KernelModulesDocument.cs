using System.Buffers;
using System.Text.Json;

namespace ImageFactory.Formats.Kmod;

/// <summary>
/// What trees have for kernel releases, as JSON:
/// <c>[{"release", "lists": {name: base64}, "modules": [{"path", "exports", "needs", "aliases", "softdeps", "weakdeps"}]}]</c>.
/// </summary>
public static class KernelModulesDocument
{
    /// <summary>The bytes of the document.</summary>
    public static byte[] Write(IEnumerable<KernelModules> trees)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            foreach (var tree in trees)
            {
                Write(writer, tree);
            }

            writer.WriteEndArray();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads what <see cref="Write(IEnumerable{KernelModules})"/> wrote.</summary>
    /// <exception cref="JsonException">The document is damaged.</exception>
    /// <exception cref="KeyNotFoundException">The document lacks something.</exception>
    public static IReadOnlyList<KernelModules> Read(ReadOnlyMemory<byte> bytes)
    {
        using var document = JsonDocument.Parse(bytes);
        return [.. document.RootElement.EnumerateArray().Select(Read)];
    }

    private static void Write(Utf8JsonWriter writer, KernelModules tree)
    {
        writer.WriteStartObject();
        writer.WriteString("release", tree.Release);
        writer.WriteStartObject("lists");
        foreach (var list in tree.Lists)
        {
            writer.WriteBase64String(list.Name, list.Content.Span);
        }

        writer.WriteEndObject();
        writer.WriteStartArray("modules");
        foreach (var module in tree.Modules)
        {
            writer.WriteStartObject();
            writer.WriteString("path", module.Path);
            Write(writer, "exports", module.Exports);
            Write(writer, "needs", module.Needs);
            Write(writer, "aliases", module.Aliases);
            Write(writer, "softdeps", module.SoftDependencies);
            Write(writer, "weakdeps", module.WeakDependencies);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    private static KernelModules Read(JsonElement tree) => new()
    {
        Release = tree.GetProperty("release").GetString()!,
        Lists = [.. tree.GetProperty("lists").EnumerateObject().Select(list => new ModuleIndexFile(list.Name, list.Value.GetBytesFromBase64()))],
        Modules =
        [
            .. tree.GetProperty("modules").EnumerateArray().Select(module => new ModuleFacts
            {
                Path = module.GetProperty("path").GetString()!,
                Exports = Texts(module, "exports"),
                Needs = Texts(module, "needs"),
                Aliases = Texts(module, "aliases"),
                SoftDependencies = Texts(module, "softdeps"),
                WeakDependencies = Texts(module, "weakdeps"),
            }),
        ],
    };

    private static string[] Texts(JsonElement module, string name) =>
        [.. module.GetProperty(name).EnumerateArray().Select(text => text.GetString()!)];
}
