using ImageFactory.Oci.Signatures;

namespace ImageFactory.Oci.Tests.Signatures;

/// <summary>Of several rules of trust the one that says most counts.</summary>
public sealed class TrustPolicyTests
{
    private static readonly ISignatureRule Any = new KeyRule(Keys.New(), "any");
    private static readonly ISignatureRule Acme = new KeyRule(Keys.New(), "acme");

    private static readonly TrustPolicy Policy = new(new Dictionary<string, ISignatureRule?>(StringComparer.Ordinal)
    {
        [""] = Any,
        ["ghcr.io/acme"] = Acme,
        ["siderolabs/extensions"] = null,
    });

    [Theory]
    [InlineData(null, "siderolabs/imager", "any")]
    [InlineData("ghcr.io", "acme/tool", "acme")]
    [InlineData("ghcr.io", "acme", "acme")]
    [InlineData("ghcr.io", "acmeist/tool", "any")]
    [InlineData("other.example", "acme/tool", "any")]
    [InlineData(null, "siderolabs/extensions", null)]
    [InlineData("ghcr.io", "siderolabs/extensions/more", null)]
    public void The_longest_prefix_of_whole_components_counts(string? host, string repository, string? rule) =>
        Assert.Equal(rule is null ? null : $"by the key {rule}", Policy.Find(host, RepositoryName.Parse(repository))?.ToString());

    [Fact]
    public void Without_a_rule_nothing_must_be_signed() => Assert.Null(TrustPolicy.None.Find("ghcr.io", RepositoryName.Parse("a/b")));
}
