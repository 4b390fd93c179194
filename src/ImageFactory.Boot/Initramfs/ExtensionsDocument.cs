using System.Text;

namespace ImageFactory.Boot.Initramfs;

/// <summary>The <c>extensions.yaml</c> that tells Talos which layers to mount, the lowest first.</summary>
public static class ExtensionsDocument
{
    /// <summary>The file's name at the root of the initramfs.</summary>
    public const string FileName = "extensions.yaml";

    /// <summary>The longest document that is read, in bytes.</summary>
    public const int MaximumSize = 16 * 1024 * 1024;

    /// <summary>Writes the document.</summary>
    public static byte[] Write(IReadOnlyList<ExtensionLayer> layers)
    {
        var yaml = new StringBuilder(layers.Count == 0 ? "layers: []\n" : "layers:\n");
        foreach (var layer in layers)
        {
            yaml.Append("    - image: ").Append(YamlScalar.Quote(layer.FileName)).Append('\n');
            yaml.Append("      metadata:\n");
            layer.Metadata.WriteYaml(yaml, "        ");
        }

        return Encoding.UTF8.GetBytes(yaml.ToString());
    }

    /// <summary>Reads the document. Fields that are not known are passed over.</summary>
    /// <exception cref="InvalidDataException">The bytes are no such document, or are longer than 16 MiB.</exception>
    public static IReadOnlyList<ListedLayer> Read(ReadOnlySpan<byte> document) => document.Length <= MaximumSize
        ? [.. YamlFields.Read(document).List("layers").Select(layer => new ListedLayer(layer.Text("image"), ExtensionMetadata.Read(layer.Fields("metadata"))))]
        : throw new InvalidDataException($"The list of extensions has {document.Length} bytes; at most {MaximumSize} are read.");
}
