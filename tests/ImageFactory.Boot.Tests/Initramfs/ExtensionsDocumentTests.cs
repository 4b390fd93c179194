using System.Text;
using ImageFactory.Boot.Initramfs;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Boot.Tests.Initramfs;

public sealed class ExtensionsDocumentTests
{
    [Fact]
    public void A_document_has_this_form()
    {
        var document = ExtensionsDocument.Write(
        [
            new ExtensionLayer("0.sqsh", Metadata("gvisor", null), ExtentMap.Empty),
            new ExtensionLayer("1.sqsh", Metadata("schematic", "customization: {}\n"), ExtentMap.Empty),
        ]);

        Assert.Equal(
            """
            layers:
                - image: "0.sqsh"
                  metadata:
                    name: "gvisor"
                    version: "v1.0"
                    author: "Somebody"
                    description: "Does \"something\"."
                    compatibility:
                        talos:
                            version: ">= 1.0.0"
                - image: "1.sqsh"
                  metadata:
                    name: "schematic"
                    version: "v1.0"
                    author: "Somebody"
                    description: "Does \"something\"."
                    compatibility:
                        talos:
                            version: ">= 1.0.0"
                    extraInfo: "customization: {}\n"

            """,
            Encoding.UTF8.GetString(document));
    }

    [Fact]
    public void No_layers_are_an_empty_list() =>
        Assert.Equal("layers: []\n", Encoding.UTF8.GetString(ExtensionsDocument.Write([])));

    private static ExtensionMetadata Metadata(string name, string? extraInfo) => new()
    {
        Name = name,
        Version = "v1.0",
        Author = "Somebody",
        Description = "Does \"something\".",
        TalosVersions = ">= 1.0.0",
        ExtraInfo = extraInfo,
    };
}
