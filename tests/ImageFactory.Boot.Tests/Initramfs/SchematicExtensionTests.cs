using ImageFactory.Boot.Initramfs;
using ImageFactory.Formats.SquashFs;

namespace ImageFactory.Boot.Tests.Initramfs;

public sealed class SchematicExtensionTests
{
    private const string Id = "376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba";

    [Theory]
    [InlineData(null)]
    [InlineData("customization: {}\n")]
    public void It_says_which_schematic_and_factory_made_the_image(string? extraInfo)
    {
        var extension = SchematicExtension.Create(Id, "https://factory.example", extraInfo);

        Assert.Equal(
            new ExtensionMetadata
            {
                Name = "schematic",
                Version = Id,
                Author = "Image Factory (https://factory.example)",
                Description = "Virtual extension which specifies the schematic of the image built with schematic.",
                TalosVersions = ">= 1.0.0",
                ExtraInfo = extraInfo,
            },
            extension.Metadata);
    }

    [Fact]
    public void Its_tree_holds_one_empty_file_named_like_the_schematic()
    {
        var extension = SchematicExtension.Create(Id, "https://factory.example", null);

        Assert.Equal(
            ["/ 755", "/usr/ 755", "/usr/local/ 755", "/usr/local/share/ 755", "/usr/local/share/schematic/ 755", $"/usr/local/share/schematic/{Id} 644 0"],
            List("/", extension.Root.Root),
            StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("376567988ad370138ad8b2698212367b")]
    [InlineData("376567988AD370138AD8B2698212367B8EDCB69B5FD68C80BE1F2EC7D603B4BA")]
    [InlineData("../567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba")]
    public void What_is_no_identifier_is_refused(string id) =>
        Assert.Throws<ArgumentException>(() => SchematicExtension.Create(id, "https://factory.example", null));

    private static IEnumerable<string> List(string path, SquashFsNode node)
    {
        Assert.Equal((0u, 0u, 0u), (node.Uid, node.Gid, node.ModificationTime));
        var mode = Convert.ToString(node.Mode, 8);
        return node switch
        {
            SquashFsDirectory directory => directory.Entries
                .SelectMany(entry => List(path + entry.Key + (entry.Value is SquashFsDirectory ? "/" : string.Empty), entry.Value))
                .Prepend($"{path} {mode}"),
            SquashFsFile file => [$"{path} {mode} {file.Content.Length}"],
            _ => throw new InvalidOperationException($"{path} is a {node.GetType().Name}."),
        };
    }
}
