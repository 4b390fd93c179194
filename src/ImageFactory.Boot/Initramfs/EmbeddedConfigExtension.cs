using System.Security.Cryptography;
using System.Text;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.SquashFs;

namespace ImageFactory.Boot.Initramfs;

/// <summary>
/// The virtual extension <c>embedded-config</c>, which brings machine configuration along with the image (Talos 1.12 and later): the
/// file <c>/usr/local/etc/talos/config.yaml</c>, which only root may read and which has the label of system state.
/// </summary>
public static class EmbeddedConfigExtension
{
    /// <summary>The extension's name.</summary>
    public const string Name = "embedded-config";

    private const string Path = "usr/local/etc/talos/config.yaml";

    // 0400: the configuration can hold the secrets of a cluster.
    private const int FileMode = 0b100_000_000;

    private static readonly SquashFsXattr Label =
        new("security.selinux", "system_u:object_r:system_state_t:s0"u8.ToArray());

    /// <summary>The extension of a configuration; its version is the configuration's SHA-256.</summary>
    /// <param name="configuration">The text, which is not looked into.</param>
    public static VirtualExtension Create(string configuration)
    {
        var content = Encoding.UTF8.GetBytes(configuration);
        var metadata = new ExtensionMetadata
        {
            Name = Name,
            Version = Convert.ToHexStringLower(SHA256.HashData(content)),
            Author = "Imager",
            Description = "Virtual extension which embeds the machine configuration.",
            TalosVersions = ">= 1.0.0",
        };
        return new VirtualExtension(metadata, VirtualTree.Of(Path, new SquashFsFile
        {
            Mode = FileMode,
            Uid = 0,
            Gid = 0,
            ModificationTime = 0,
            Xattrs = [Label],
            Content = SquashFsContent.Of(ExtentMap.OfBytes(content)),
        }));
    }
}
