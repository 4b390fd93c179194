using System.Text;
using ImageFactory.Boot.Initramfs;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.SquashFs;
using ImageFactory.Testing;

namespace ImageFactory.Boot.Tests.Initramfs;

public sealed class EmbeddedConfigExtensionTests
{
    private const string Configuration = "machine:\n  token: abc\n";

    [Fact]
    public void Its_version_is_the_hash_of_the_configuration() => Assert.Equal(
        new ExtensionMetadata
        {
            Name = "embedded-config",
            Version = "62b718920791c8b6172730ed04c80c8b54d06484290ad9859445760af6f8389d",
            Author = "Imager",
            Description = "Virtual extension which embeds the machine configuration.",
            TalosVersions = ">= 1.0.0",
        },
        EmbeddedConfigExtension.Create(Configuration).Metadata);

    [Fact]
    public async Task Its_tree_holds_the_configuration_for_root_alone_and_labelled()
    {
        SquashFsNode node = EmbeddedConfigExtension.Create(Configuration).Root.Root;
        foreach (var name in new[] { "usr", "local", "etc", "talos", "config.yaml" })
        {
            var directory = Assert.IsType<SquashFsDirectory>(node);
            Assert.Equal((0x1EDu, 0u, 0u, 0u), ((uint)directory.Mode, directory.Uid, directory.Gid, directory.ModificationTime));
            node = Assert.Single(directory.Entries, entry => string.Equals(entry.Key, name, StringComparison.Ordinal)).Value;
        }

        var file = Assert.IsType<SquashFsFile>(node);
        Assert.Equal((0x100u, 0u, 0u, 0u), ((uint)file.Mode, file.Uid, file.Gid, file.ModificationTime));
        Assert.Equal(Configuration, Encoding.UTF8.GetString(await MapBytes.ReadAsync(file.Content.Map ?? ExtentMap.Empty)));
        var label = Assert.Single(file.Xattrs);
        Assert.Equal(
            ("security.selinux", "system_u:object_r:system_state_t:s0"), (label.Name, Encoding.UTF8.GetString(label.Value.Span)));
    }
}
