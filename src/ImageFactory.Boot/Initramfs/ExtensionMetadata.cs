using System.Text;

namespace ImageFactory.Boot.Initramfs;

/// <summary>What a system extension says about itself.</summary>
public sealed record ExtensionMetadata
{
    /// <summary>The name; not empty.</summary>
    public required string Name { get; init; }

    /// <summary>The extension's own version.</summary>
    public required string Version { get; init; }

    /// <summary>Who made it.</summary>
    public required string Author { get; init; }

    /// <summary>What it brings; may have several lines.</summary>
    public required string Description { get; init; }

    /// <summary>The range of Talos versions that it works with, such as <c>&gt;= 1.0.0</c>; empty for any.</summary>
    public required string TalosVersions { get; init; }

    /// <summary>Text for whoever inspects a machine; null for none. May have several lines.</summary>
    public string? ExtraInfo { get; init; }

    /// <summary>Reads what <see cref="WriteYaml"/> writes; fields that are not known are passed over.</summary>
    /// <exception cref="InvalidDataException">There is no name, or a field is of another kind.</exception>
    internal static ExtensionMetadata Read(YamlFields metadata)
    {
        var name = metadata.Text("name");
        if (string.IsNullOrWhiteSpace(name))
        {
            throw new InvalidDataException("The extension's manifest has no metadata.name.");
        }

        return new ExtensionMetadata
        {
            Name = name,
            Version = metadata.Text("version"),
            Author = metadata.Text("author"),
            Description = metadata.Text("description"),
            TalosVersions = metadata.Fields("compatibility").Fields("talos").Text("version"),
            ExtraInfo = metadata.Text("extraInfo") is { Length: > 0 } extraInfo ? extraInfo : null,
        };
    }

    internal void WriteYaml(StringBuilder yaml, string indent)
    {
        yaml.Append(indent).Append("name: ").Append(YamlScalar.Quote(Name)).Append('\n');
        yaml.Append(indent).Append("version: ").Append(YamlScalar.Quote(Version)).Append('\n');
        yaml.Append(indent).Append("author: ").Append(YamlScalar.Quote(Author)).Append('\n');
        yaml.Append(indent).Append("description: ").Append(YamlScalar.Quote(Description)).Append('\n');
        yaml.Append(indent).Append("compatibility:\n");
        yaml.Append(indent).Append("    talos:\n");
        yaml.Append(indent).Append("        version: ").Append(YamlScalar.Quote(TalosVersions)).Append('\n');
        if (ExtraInfo is not null)
        {
            yaml.Append(indent).Append("extraInfo: ").Append(YamlScalar.Quote(ExtraInfo)).Append('\n');
        }
    }
}
