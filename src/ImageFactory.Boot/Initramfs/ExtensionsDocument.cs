using System.Text;

namespace ImageFactory.Boot.Initramfs;

/// <summary>The <c>extensions.yaml</c> that tells Talos which layers to mount, the lowest first.</summary>
public static class ExtensionsDocument
{
    /// <summary>The file's name at the root of the initramfs.</summary>
    public const string FileName = "extensions.yaml";

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
}
