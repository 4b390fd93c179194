using System.Globalization;
using System.Text;
using ImageFactory.Assets.Artifacts;

namespace ImageFactory.Assets.Tests.Artifacts;

public sealed class ExtensionCatalogueTests
{
    private const string Hex = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    [Fact]
    public void The_rows_keep_their_order_and_take_their_descriptions()
    {
        var catalogue = Read(
            $"ghcr.io/siderolabs/b:2@sha256:{Hex}\n\n  ghcr.io/siderolabs/a:1.0.0-v1.13.0@sha256:{Hex}  \n",
            "ghcr.io/siderolabs/a:1.0.0-v1.13.0:\n  author: Anna\n  description: |\n    Does it.\n  unknown: [1]\nghcr.io/siderolabs/b:3:\n  author: Bert\n");

        Assert.Equal(
            [
                new OfficialExtension("siderolabs/b", "ghcr.io/siderolabs/b:2", ImageFactory.Formats.Extents.Digest.Parse($"sha256:{Hex}"), string.Empty, string.Empty),
                new OfficialExtension("siderolabs/a", "ghcr.io/siderolabs/a:1.0.0-v1.13.0", ImageFactory.Formats.Extents.Digest.Parse($"sha256:{Hex}"), "Anna", "Does it.\n"),
            ],
            catalogue);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("# nothing\n")]
    [InlineData("ghcr.io/siderolabs/a:1:\n")]
    [InlineData("ghcr.io/siderolabs/a:1: {author: , description: }\n")]
    public void A_missing_description_is_empty(string descriptions)
    {
        var extension = Read($"ghcr.io/siderolabs/a:1@sha256:{Hex}", descriptions).Single();

        Assert.Equal((string.Empty, string.Empty), (extension.Author, extension.Description));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("ghcr.io/siderolabs/a")]
    [InlineData("ghcr.io/siderolabs/a:1")]
    [InlineData("ghcr.io/siderolabs/a@sha256:" + Hex)]
    [InlineData("ghcr.io/siderolabs/a:1@sha256:1234")]
    [InlineData("ghcr.io/siderolabs/../a:1@sha256:" + Hex)]
    [InlineData("ghcr.io/siderolabs/a:1@sha256:" + Hex + " x")]
    [InlineData("<html>")]
    [InlineData("\0\u0001\ufffd")]
    public void A_line_that_is_no_reference_is_refused(string line)
    {
        var fault = Assert.Throws<InvalidDataException>(() => Read($"ghcr.io/siderolabs/b:2@sha256:{Hex}\n{line}\n", string.Empty));

        Assert.Contains(line, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a: &x {author: A}\nb: *x\n", "alias")]
    [InlineData("a: [", "descriptions.yaml")]
    [InlineData("- a\n- b\n", "descriptions.yaml")]
    [InlineData("a: text\n", "descriptions.yaml")]
    [InlineData("a: {author: [1, 2]}\n", "descriptions.yaml")]
    [InlineData("text", "descriptions.yaml")]
    [InlineData("\u0001", "descriptions.yaml")]
    [InlineData("a: !<:> c\n", "descriptions.yaml")]
    [InlineData("a: {author: !<:> c}\n", "descriptions.yaml")]
    [InlineData("%YAML 3.0\n---\n{}", "descriptions.yaml")]
    [InlineData("%YAML 99999999999.1\n---\n{}", "descriptions.yaml")]
    [InlineData("a: !!binary x\n", "descriptions.yaml")]
    public void Damaged_descriptions_are_refused(string descriptions, string expected)
    {
        var fault = Assert.Throws<InvalidDataException>(() => Read(string.Empty, descriptions));

        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData('[')]
    [InlineData('{')]
    public void Deep_nesting_is_refused(char bracket) =>
        Assert.Throws<InvalidDataException>(() => Read(string.Empty, "a: " + new string(bracket, 100_000)));

    [Fact]
    public void Deep_nesting_in_a_field_that_is_passed_over_is_refused() =>
        Assert.Throws<InvalidDataException>(
            () => Read(string.Empty, "a: {unknown: " + new string('[', 5_000) + new string(']', 5_000) + "}"));

    [Fact]
    public void More_than_ten_thousand_lines_are_refused()
    {
        var lines = new StringBuilder();
        for (var number = 0; number <= 10_000; number++)
        {
            lines.Append(CultureInfo.InvariantCulture, $"a/b:{number}@sha256:{Hex}\n");
        }

        Assert.Throws<InvalidDataException>(() => Read(lines.ToString(), string.Empty));
    }

    private static IReadOnlyList<OfficialExtension> Read(string digests, string descriptions) =>
        ExtensionCatalogue.Read(Encoding.UTF8.GetBytes(digests), Encoding.UTF8.GetBytes(descriptions));
}
