using ImageFactory.Formats.Extents;
using ImageFactory.Formats.SquashFs;

namespace ImageFactory.Boot.Initramfs;

/// <summary>
/// The virtual extension <c>schematic</c>, by which a running machine tells which schematic its image was made of: the version of
/// the extension, and the name of an empty file, are the schematic's identifier.
/// </summary>
public static class SchematicExtension
{
    /// <summary>The extension's name.</summary>
    public const string Name = "schematic";

    private const int FileMode = 0b110_100_100;

    /// <summary>The extension of a schematic.</summary>
    /// <param name="schematicId">The identifier: 64 lower-case hexadecimal digits.</param>
    /// <param name="externalUrl">The address under which clients reach the factory.</param>
    /// <param name="extraInfo">The schematic's canonical YAML for releases that show it (Talos 1.7 and later), else null.</param>
    /// <exception cref="ArgumentException">The identifier is not one.</exception>
    public static VirtualExtension Create(string schematicId, string externalUrl, string? extraInfo)
    {
        if (!Digest.TryParse("sha256:" + schematicId, out _))
        {
            throw new ArgumentException($"'{schematicId}' is not a schematic's identifier.", nameof(schematicId));
        }

        var metadata = new ExtensionMetadata
        {
            Name = Name,
            Version = schematicId,
            Author = $"Image Factory ({externalUrl})",
            Description = "Virtual extension which specifies the schematic of the image built with schematic.",
            TalosVersions = ">= 1.0.0",
            ExtraInfo = extraInfo,
        };
        var marker = new SquashFsFile { Mode = FileMode, Uid = 0, Gid = 0, ModificationTime = 0, Content = SquashFsContent.Empty };
        return new VirtualExtension(metadata, VirtualTree.Of($"usr/local/share/{Name}/{schematicId}", marker));
    }
}
