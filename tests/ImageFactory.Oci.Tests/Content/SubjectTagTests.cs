using ImageFactory.Formats.Extents;
using ImageFactory.Oci.Content;

namespace ImageFactory.Oci.Tests.Content;

public sealed class SubjectTagTests
{
    private const string Hex = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static readonly Digest Image = Digest.Parse("sha256:" + Hex);

    [Fact]
    public void Referrers_are_under_the_digest_alone() => Assert.Equal("sha256-" + Hex, SubjectTag.OfReferrers(Image).ToString());

    [Fact]
    public void Signatures_are_under_the_digest_with_the_suffix_of_cosign() =>
        Assert.Equal($"sha256-{Hex}.sig", SubjectTag.OfSignatures(Image).ToString());

    [Fact]
    public void A_longer_hash_is_cut_to_what_a_tag_can_hold()
    {
        var image = Digest.Parse("sha512:" + Hex + new string('0', 64));

        Assert.Equal("sha512-" + Hex, SubjectTag.OfReferrers(image).ToString());
        Assert.True(Reference.IsTag(SubjectTag.OfSignatures(image).ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".sig")]
    [InlineData(".att")]
    [InlineData(".sbom")]
    public void A_tag_tells_what_it_is_about_and_what_it_is(string suffix)
    {
        Assert.True(SubjectTag.TryParse($"sha256-{Hex}{suffix}", out var tag));
        Assert.Equal((Image, suffix, $"sha256-{Hex}{suffix}"), (tag.Subject, tag.Suffix, tag.ToString()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("v1.13.0")]
    [InlineData("sha256-")]
    [InlineData("sha256-.sig")]
    [InlineData("sha256-e3b0c44298fc1c14.sig")]
    [InlineData("sha256-" + Hex + "0")]
    [InlineData("sha256-" + Hex + "0.sig")]
    [InlineData("sha256-" + Hex + ".")]
    [InlineData("sha256-" + Hex + ".SIG")]
    [InlineData("sha256-" + Hex + ".sig.sig")]
    [InlineData("sha256-" + Hex + ".sig\n")]
    [InlineData("sha256-" + Hex + "\n")]
    [InlineData("sha256-" + Hex + ".sig-v1.13.0")]
    [InlineData("sha256-" + Hex + ".exe")]
    [InlineData("sha256:" + Hex)]
    [InlineData("sha512-" + Hex)]
    [InlineData("SHA256-" + Hex)]
    [InlineData(" sha256-" + Hex)]
    [InlineData("sha256-E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855")]
    [InlineData("sha256-g3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("sha256-../../../../../../../../../../../../../../../../../../../../etc/")]
    public void Any_other_tag_is_about_no_image(string? text)
    {
        Assert.False(SubjectTag.TryParse(text, out var tag));
        Assert.Null(tag);
    }
}
