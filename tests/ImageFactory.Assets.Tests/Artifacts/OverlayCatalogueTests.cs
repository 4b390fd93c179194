using System.Text;
using ImageFactory.Assets.Artifacts;

namespace ImageFactory.Assets.Tests.Artifacts;

public sealed class OverlayCatalogueTests
{
    private const string Digest = "sha256:00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    [Fact]
    public void The_rows_keep_their_order()
    {
        var catalogue = Read(
            $"overlays:\n- {{name: b, image: 'ghcr.io/siderolabs/sbc:v1', digest: '{Digest}', more: 1}}\n- {{name: a, image: 'x.example/o/i:2', digest: '{Digest}'}}\n");

        Assert.Equal(["b siderolabs/sbc ghcr.io/siderolabs/sbc:v1", "a o/i x.example/o/i:2"], catalogue.Select(row => $"{row.Name} {row.Image} {row.Reference}"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("overlays:")]
    [InlineData("overlays: []")]
    [InlineData("other: 1")]
    public void A_catalogue_may_have_no_rows(string yaml) => Assert.Empty(Read(yaml));

    [Theory]
    [InlineData("overlays: [{name: a, image: 'x/y:1', digest: nonsense}]")]
    [InlineData("overlays: [{name: a, image: '', digest: '" + Digest + "'}]")]
    [InlineData("overlays: [{name: a, image: 'UPPER CASE', digest: '" + Digest + "'}]")]
    [InlineData("overlays: [{image: 'x/y:1', digest: '" + Digest + "'}]")]
    [InlineData("overlays: [{name: a}]")]
    [InlineData("overlays: [~]")]
    [InlineData("overlays: [text]")]
    [InlineData("overlays: text")]
    [InlineData("overlays: {}")]
    [InlineData("overlays: [")]
    [InlineData("[1]")]
    [InlineData("overlays: &x []\nother: *x")]
    public void A_damaged_catalogue_is_refused(string yaml)
    {
        var fault = Assert.Throws<InvalidDataException>(() => Read(yaml));

        Assert.Contains("overlay", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_nesting_is_refused() =>
        Assert.Throws<InvalidDataException>(() => Read("overlays: " + new string('[', 100_000)));

    private static IReadOnlyList<OfficialOverlay> Read(string yaml) => OverlayCatalogue.Read(Encoding.UTF8.GetBytes(yaml));
}
