using System.Text;
using ImageFactory.Assets.Overlays;

namespace ImageFactory.Assets.Tests.Overlays;

/// <summary>Descriptions of boards that nobody vouches for.</summary>
public sealed class OverlayDescriptionTests
{
    [Fact]
    public void A_description_says_what_goes_where()
    {
        var board = Assert.Single(Read(
            """
            boards:
              - name: acme
                kernelArguments: [console=ttyS0]
                skippedSectors: 64
                firmware: [{ from: [boot.bin], offset: 1024, unless: spi_boot }]
                files: [{ from: [new/, old/], to: dtb }, { from: [a.txt], to: A.TXT }]
                texts: [{ to: c.txt, content: "x\n", replacedBy: all, appendedBy: more }]
            """));

        Assert.Equal("acme", board.Name);
        Assert.Equal(64, board.SkippedSectors);
        Assert.Equal(("boot.bin", 1024, "spi_boot"), (board.Firmware[0].Sources[0], board.Firmware[0].Offset, board.Firmware[0].Unless));
        Assert.Equal(["new/", "old/"], board.Files[0].Sources);
        Assert.Equal(new OverlayText("c.txt", "x\n", "all", "more"), board.Texts[0]);
    }

    [Theory]
    [InlineData("boards: [{ name: a b }]", "without spaces")]
    [InlineData("boards: [{ name: a }, { name: a }]", "twice")]
    [InlineData("boards: [{ nam: a }]", "no description")]
    [InlineData("boards: [{ name: a, kernelArguments: ['x y'] }]", "kernelArguments")]
    [InlineData("boards: [{ name: a, skippedSectors: -1 }]", "skippedSectors")]
    [InlineData("boards: [{ name: a, skippedSectors: 1048577 }]", "skippedSectors")]
    [InlineData("boards: [{ name: a, firmware: [{ from: [b] }] }]", "offset")]
    [InlineData("boards: [{ name: a, firmware: [{ from: [], offset: 0 }] }]", "from")]
    [InlineData("boards: [{ name: a, firmware: [{ from: [b/], offset: 0 }] }]", "artifacts/")]
    [InlineData("boards: [{ name: a, firmware: [{ from: [../b], offset: 0 }] }]", "artifacts/")]
    [InlineData("boards: [{ name: a, firmware: [{ from: [b], offset: 99999999999 }] }]", "offset")]
    [InlineData("boards: [{ name: a, files: [{ from: [/b], to: c }] }]", "artifacts/")]
    [InlineData("boards: [{ name: a, files: [{ from: [b], to: ../c }] }]", "EFI system partition")]
    [InlineData("boards: [{ name: a, files: [{ from: [b], to: '' }] }]", "EFI system partition")]
    [InlineData("boards: [{ name: a, files: [{ from: [b], to: 'c:d' }] }]", "FAT")]
    [InlineData("boards: [{ name: a, files: [{ from: [b, c/], to: d }] }]", "directories")]
    [InlineData("boards: [{ name: a, texts: [{ to: b }] }]", "content")]
    [InlineData("boards: [null]", "name")]
    [InlineData("boards: [{ name: a, firmware: [null] }]", "from")]
    [InlineData("boards: [&x { name: a }, *x]", "aliases")]
    [InlineData("boards: 1", "no description")]
    public void A_wrong_description_is_refused_in_a_sentence(string yaml, string expected)
    {
        var fault = Assert.Throws<InvalidDataException>(() => Read(yaml));

        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_description_has_a_longest_length()
    {
        var fault = Assert.Throws<InvalidDataException>(() => Read(new string('#', (256 * 1024) + 1)));

        Assert.Contains("262144", fault.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<OverlayBoard> Read(string yaml) => OverlayDescription.Read(Encoding.UTF8.GetBytes(yaml));
}
