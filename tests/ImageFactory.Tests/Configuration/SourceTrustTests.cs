using ImageFactory.Assets;
using ImageFactory.Configuration;
using ImageFactory.Oci.Layout;
using ImageFactory.Oci.Signatures;
using ImageFactory.Testing;

namespace ImageFactory.Tests.Configuration;

/// <summary>Rules of trust are read at the start, and a wrong one is told then.</summary>
public sealed class SourceTrustTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Without_rules_sources_stay_as_they_are()
    {
        var source = new LayoutSource(_directory.Path);

        Assert.Same(source, SourceTrust.Read(new FactoryOptions()).Guard(source, host: null));
    }

    [Fact]
    public void With_a_rule_they_are_guarded()
    {
        using var guarded = Assert.IsType<VerifiedSource>(Read(new TrustOptions { Images = "a", Off = true }).Guard(new LayoutSource(_directory.Path), host: null));
    }

    [Fact]
    public void Every_rule_changes_what_is_known_by_it() =>
        Assert.NotEqual(Read(new TrustOptions { Images = "a", Off = true }).Identity, Read(new TrustOptions { Images = "b", Off = true }).Identity);

    [Theory]
    [InlineData(null, null, null, null, "The rule of Trust for 'siderolabs' needs one of KeyFile, Off, and the keyless three")]
    [InlineData("missing.pub", null, null, null, "names 'missing.pub', which cannot be read")]
    [InlineData("damaged.pub", null, null, null, "cannot be used: The text has no PUBLIC KEY in PEM.")]
    [InlineData(null, "me@example.org", "https://issuer.example", null, "is keyless and needs TrustedRootFile")]
    [InlineData(null, "me@example.org", null, "damaged.pub", "is keyless and needs either Issuer or IssuerPattern")]
    [InlineData(null, "me@example.org", "https://issuer.example", "damaged.pub", "cannot be used: The trusted root cannot be read")]
    [InlineData("damaged.pub", "me@example.org", null, null, "needs one of KeyFile, Off, and the keyless three")]
    public void A_rule_that_cannot_be_used_is_told(string? key, string? identity, string? issuer, string? root, string fault)
    {
        File.WriteAllText(_directory.Combine("damaged.pub"), "damaged");
        var rule = new TrustOptions { Images = "siderolabs", KeyFile = PathOf(key), Identity = identity, Issuer = issuer, TrustedRootFile = PathOf(root) };

        var exception = Assert.Throws<FactoryException>(() => Read(rule));

        Assert.Contains(fault, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_rules_for_the_same_images_contradict() =>
        Assert.Throws<FactoryException>(() => Read(new TrustOptions { Images = "a", Off = true }, new TrustOptions { Images = "a", Off = true }));

    private string? PathOf(string? name) => name is null ? null : _directory.Combine(name);

    private static SourceTrust Read(params TrustOptions[] rules)
    {
        var options = new FactoryOptions();
        foreach (var rule in rules)
        {
            options.Trust.Add(rule);
        }

        return SourceTrust.Read(options);
    }
}
