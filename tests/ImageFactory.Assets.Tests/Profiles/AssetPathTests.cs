using ImageFactory.Assets.Profiles;

namespace ImageFactory.Assets.Tests.Profiles;

public sealed class AssetPathTests
{
    [Theory]
    [InlineData("metal-amd64.raw.xz", AssetSidecar.None)]
    [InlineData("metal-amd64.raw.xz.sha256", AssetSidecar.Sha256)]
    [InlineData("kernel-amd64.sha512", AssetSidecar.Sha512)]
    [InlineData("metal-amd64.iso.provenance.json", AssetSidecar.Provenance)]
    [InlineData("metal-amd64-secureboot-uki.efi.sigstore.json", AssetSidecar.Signature)]
    [InlineData("metal-amd64.iso.measurements.json", AssetSidecar.Measurements)]
    public void A_path_is_a_name_and_a_suffix(string text, AssetSidecar expected)
    {
        Assert.True(AssetPath.TryParse(text, out var path, out var fault), fault);
        Assert.Equal(expected, path.Sidecar);
        Assert.Equal(text, path.ToString());
    }

    [Fact]
    public void The_asset_of_a_sidecar_is_the_asset_itself()
    {
        Assert.True(AssetPath.TryParse("metal-x86_64.iso.sha256", out var path, out _));
        Assert.Equal(AssetName.Iso(Platforms.Metal, Architecture.Amd64, secureBoot: false), path.Name);
    }

    [Theory]
    [InlineData("metal-amd64.iso.sha256sum")]
    [InlineData("metal-amd64.iso.sha256.sigstore.json")]
    [InlineData("metal-amd64.iso.sha256.sha256")]
    [InlineData("metal-amd64.iso.json")]
    [InlineData(".sha256")]
    [InlineData("")]
    public void Other_suffixes_are_refused(string text)
    {
        Assert.False(AssetPath.TryParse(text, out var path, out var fault));
        Assert.Null(path);
        Assert.NotEmpty(fault);
    }

    [Fact]
    public void No_text_makes_the_parser_throw()
    {
        string[] pieces =
        [
            "", "-", "kernel-", "installer-", "-installer-", "metal", "amd64", "-secureboot", ".tar", ".xz",
        ];
        var texts =
            from first in pieces
            from second in pieces
            from third in pieces
            select first + second + third;

        Assert.All(texts, text =>
        {
            var parsed = AssetPath.TryParse(text, out var path, out var fault);
            Assert.Equal(parsed, path is not null && fault is null);
            Assert.NotEqual(parsed, fault is not null);
            Assert.True(!parsed || AssetPath.TryParse(path!.ToString(), out var back, out _) && back == path);
        });
    }
}
