using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ImageFactory.Formats.Extents;
using ImageFactory.Oci.Signatures;
using ImageFactory.Testing;

namespace ImageFactory.Oci.Tests.Signatures;

/// <summary>A keyless signature counts when a trusted authority knew its signer and a trusted log took it in time.</summary>
public sealed class KeylessRuleTests : IDisposable
{
    private static readonly Digest Image = Digest.OfBytes("image"u8);

    private readonly SigstoreInstance _instance = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _instance.Dispose();

    [Fact]
    public void A_sound_one_does() => Assert.Null(FindFault(_instance, _instance.Bundle(Image)));

    [Fact]
    public async Task Cosign_accepts_the_same_bundle_offline()
    {
        Tool.Require("cosign");
        using var directory = new TemporaryDirectory();
        await File.WriteAllBytesAsync(directory.Combine("image"), "image"u8.ToArray(), Cancellation);
        await File.WriteAllTextAsync(directory.Combine("bundle.json"), _instance.Bundle(Image).ToJsonString(), Cancellation);
        await File.WriteAllBytesAsync(directory.Combine("root.json"), _instance.TrustedRoot(), Cancellation);

        await Tool.RunAsync(
            "env", $"HOME={directory.Path}", RepositoryRoot.Combine(".cache", "judges", "bin", "cosign"),
            "verify-blob-attestation", "--new-bundle-format", "--bundle", directory.Combine("bundle.json"), "--trusted-root", directory.Combine("root.json"),
            "--certificate-identity", SigstoreInstance.Identity, "--certificate-oidc-issuer", SigstoreInstance.Issuer,
            "--type", "https://sigstore.dev/cosign/sign/v1", "--insecure-ignore-sct", directory.Combine("image"));
    }

    [Theory]
    [InlineData("other@example.org", SigstoreInstance.Issuer, "is by release@example.org")]
    [InlineData(SigstoreInstance.Identity, "https://other.example", "is by somebody known to 'https://accounts.example.org'")]
    public void One_of_somebody_else_does_not(string identity, string issuer, string fault) =>
        Assert.Equal(fault, FindFault(_instance, _instance.Bundle(Image), TextRule.Exactly(identity), TextRule.Exactly(issuer)));

    [Fact]
    public void Identities_are_allowed_by_pattern() =>
        Assert.Null(FindFault(_instance, _instance.Bundle(Image), TextRule.Matching("@example\\.org$"), TextRule.Matching("^https://accounts\\.")));

    [Fact]
    public void One_of_another_authority_and_log_does_not()
    {
        using var other = new SigstoreInstance();

        Assert.Equal("is in no transparency log that is trusted", FindFault(other, _instance.Bundle(Image)));
    }

    [Fact]
    public void One_that_was_made_when_the_certificate_was_over_does_not()
    {
        using var late = new SigstoreInstance { SignedAt = new DateTimeOffset(2026, 1, 1, 1, 0, 0, TimeSpan.Zero) };

        Assert.Equal("has a certificate that no trusted authority issued for that time", FindFault(late, late.Bundle(Image)));
    }

    [Fact]
    public void One_with_a_certificate_for_something_else_does_not()
    {
        using var other = new SigstoreInstance { SignsCode = false };

        Assert.Equal("has a certificate that no trusted authority issued for that time", FindFault(other, other.Bundle(Image)));
    }

    [Theory]
    [InlineData("verificationMaterial/tlogEntries/0/integratedTime", "\"1767225700\"", "has a time that its transparency log did not sign")]
    [InlineData("verificationMaterial/tlogEntries/0/inclusionProof/hashes/1", "\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"", "is not in the transparency log, as its proof shows")]
    [InlineData("verificationMaterial/tlogEntries/0/inclusionProof/treeSize", "\"7\"", "is not in the transparency log, as its proof shows")]
    [InlineData("verificationMaterial/tlogEntries/0/inclusionProof/logIndex", "\"2\"", "is not in the transparency log, as its proof shows")]
    public void One_whose_entry_was_changed_does_not(string path, string value, string fault)
    {
        var bundle = _instance.Bundle(Image);
        Set(bundle, path, JsonNode.Parse(value)!);

        Assert.Equal(fault, FindFault(_instance, bundle));
    }

    [Fact]
    public void One_with_the_entry_of_another_signature_does_not()
    {
        var bundle = _instance.Bundle(Image);
        Set(bundle, "verificationMaterial/tlogEntries/0", _instance.Bundle(Image)["verificationMaterial"]!["tlogEntries"]![0]!.DeepClone());

        Assert.Equal("has an entry of the transparency log that is about another one", FindFault(_instance, bundle));
    }

    [Fact]
    public void One_without_an_entry_does_not()
    {
        var bundle = _instance.Bundle(Image);
        ((JsonObject)bundle["verificationMaterial"]!).Remove("tlogEntries");

        Assert.Equal("has no certificate, or no entry in a transparency log", FindFault(_instance, bundle));
    }

    [Fact]
    public void A_statement_about_another_image_is_no_signature_of_this_one() =>
        Assert.Empty(SignatureBundle.Read(JsonSerializer.SerializeToUtf8Bytes(_instance.Bundle(Digest.OfBytes("other"u8))), Image));

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"tlogs\": [], \"certificateAuthorities\": []}")]
    [InlineData("no json")]
    public void What_is_no_trusted_root_is_refused(string text) =>
        Assert.Throws<InvalidDataException>(() => TrustedRoot.Read(System.Text.Encoding.UTF8.GetBytes(text)));

    private static string? FindFault(SigstoreInstance trusted, JsonObject bundle) =>
        FindFault(trusted, bundle, TextRule.Exactly(SigstoreInstance.Identity), TextRule.Exactly(SigstoreInstance.Issuer));

    private static string? FindFault(SigstoreInstance trusted, JsonObject bundle, TextRule identity, TextRule issuer)
    {
        ISignatureRule rule = new KeylessRule(TrustedRoot.Read(trusted.TrustedRoot()), identity, issuer);
        return rule.FindFault(Assert.Single(SignatureBundle.Read(JsonSerializer.SerializeToUtf8Bytes(bundle), Image)));
    }

    private static void Set(JsonNode root, string path, JsonNode value)
    {
        var parts = path.Split('/');
        var parent = parts[..^1].Aggregate(root, (node, part) => int.TryParse(part, CultureInfo.InvariantCulture, out var index) ? node[index]! : node[part]!);
        if (int.TryParse(parts[^1], CultureInfo.InvariantCulture, out var last))
        {
            parent[last] = value;
        }
        else
        {
            parent[parts[^1]] = value;
        }
    }
}
