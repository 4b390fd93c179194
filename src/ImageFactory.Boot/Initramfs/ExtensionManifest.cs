using System.Text;

namespace ImageFactory.Boot.Initramfs;

/// <summary>The <c>manifest.yaml</c> of a system extension.</summary>
public static class ExtensionManifest
{
    /// <summary>The file's name at the root of an extension image.</summary>
    public const string FileName = "manifest.yaml";

    /// <summary>The longest manifest that is read, in bytes.</summary>
    public const int MaximumSize = 1024 * 1024;

    private const string SchemaVersion = "v1alpha1";

    /// <summary>Reads a manifest. Fields that are not known are passed over.</summary>
    /// <exception cref="InvalidDataException">The bytes are no manifest: too long, no YAML, another version, or without a name.</exception>
    public static ExtensionMetadata Parse(ReadOnlySpan<byte> manifest)
    {
        if (manifest.Length > MaximumSize)
        {
            throw new InvalidDataException($"The extension's manifest has {manifest.Length} bytes; at most {MaximumSize} are read.");
        }

        return Read(YamlFields.Read(manifest));
    }

    /// <summary>Writes a manifest.</summary>
    public static byte[] Write(ExtensionMetadata metadata)
    {
        var yaml = new StringBuilder($"version: {SchemaVersion}\nmetadata:\n");
        metadata.WriteYaml(yaml, "    ");
        return Encoding.UTF8.GetBytes(yaml.ToString());
    }

    private static ExtensionMetadata Read(YamlFields fields)
    {
        var version = fields.Text("version");
        if (!string.Equals(version, SchemaVersion, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"The extension's manifest has version '{version}'; expected '{SchemaVersion}'.");
        }

        return ExtensionMetadata.Read(fields.Fields("metadata"));
    }
}
