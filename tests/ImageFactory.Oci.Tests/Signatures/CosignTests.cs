using ImageFactory.Formats.Extents;
using ImageFactory.Oci.Client;
using ImageFactory.Oci.Content;
using ImageFactory.Oci.Layout;
using ImageFactory.Oci.Signatures;
using ImageFactory.Testing;

namespace ImageFactory.Oci.Tests.Signatures;

/// <summary>Images in Debian's docker-registry that Debian's cosign signed with a key.</summary>
public sealed class CosignTests : IAsyncLifetime
{
    private static readonly RepositoryName Repository = RepositoryName.Parse("siderolabs/imager");

    private readonly TemporaryDirectory _directory = new();
    private readonly DockerRegistry _registry = new();
    private Digest _image;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Tool.Require("cosign");
        DockerRegistry.Require();
        var layout = await LayoutWriter.OpenAsync(_directory.Combine("layout"), Cancellation);
        _image = await MiniImage.PutAsync(layout, $"{Repository}:v1.13.0", [MiniImage.File("a", "a")], Cancellation);
        await layout.FinishAsync(Cancellation);
        await _registry.StartAsync();
        await _registry.FillAsync(_directory.Combine("layout"), $"{Repository}:v1.13.0");
    }

    public async ValueTask DisposeAsync()
    {
        await _registry.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task An_image_that_a_key_signed_is_given()
    {
        var key = await MakeKeyAsync("key");
        await SignAsync(key);

        Assert.Equal(_image, await ResolveAsync(key));
    }

    // Debian's cosign signs with its own kind of key only; it attaches what OpenSSL signed.
    [Theory]
    [InlineData("EC -pkeyopt ec_paramgen_curve:P-384", "dgst -sha256 -sign")]
    [InlineData("RSA -pkeyopt rsa_keygen_bits:3072", "dgst -sha256 -sign")]
    [InlineData("ed25519", "pkeyutl -sign -rawin -inkey")]
    public async Task A_signature_of_any_usual_kind_counts(string algorithm, string sign)
    {
        var (key, statement, signature) = (_directory.Combine("key"), _directory.Combine("statement"), _directory.Combine("signature"));
        await Tool.RunAsync("openssl", ["genpkey", "-algorithm", .. algorithm.Split(' '), "-out", key + ".key"]);
        await Tool.RunAsync("openssl", "pkey", "-in", key + ".key", "-pubout", "-out", key + ".pub");
        await File.WriteAllTextAsync(statement, await CosignAsync("generate", "--allow-http-registry", $"{_registry.Address}/{Repository}@{_image}"), Cancellation);
        string[] input = sign.StartsWith("pkeyutl", StringComparison.Ordinal) ? ["-in", statement] : [statement];
        await Tool.RunAsync("openssl", [.. sign.Split(' '), key + ".key", "-out", signature, .. input]);
        await File.WriteAllTextAsync(signature + ".txt", Convert.ToBase64String(await File.ReadAllBytesAsync(signature, Cancellation)), Cancellation);
        await CosignAsync(
            "attach", "signature", "--allow-http-registry", "--payload", statement, "--signature", signature + ".txt", $"{_registry.Address}/{Repository}@{_image}");

        Assert.Equal(_image, await ResolveAsync(key));
    }

    [Fact]
    public async Task An_image_that_another_key_signed_is_refused_with_image_and_rule()
    {
        var mine = await MakeKeyAsync("mine");
        await SignAsync(await MakeKeyAsync("theirs"));

        var fault = await Assert.ThrowsAsync<UntrustedImageException>(() => ResolveAsync(mine));

        Assert.Equal(
            $"The image {_registry.Address}/{Repository}@{_image} is not trusted: it needs a signature by the key mine.pub; of its 1 one is by another key.",
            fault.Message);
    }

    [Fact]
    public async Task An_image_without_a_signature_is_refused()
    {
        var fault = await Assert.ThrowsAsync<UntrustedImageException>(async () => await ResolveAsync(await MakeKeyAsync("key")));

        Assert.EndsWith("by the key key.pub; it has none.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_of_two_signatures_is_enough()
    {
        var mine = await MakeKeyAsync("mine");
        await SignAsync(await MakeKeyAsync("theirs"));
        await SignAsync(mine);

        Assert.Equal(_image, await ResolveAsync(mine));
    }

    [Fact]
    public async Task A_damaged_signature_takes_nothing_from_a_sound_one()
    {
        var key = await MakeKeyAsync("key");
        var (statement, signature) = (_directory.Combine("statement"), _directory.Combine("signature"));
        await File.WriteAllTextAsync(statement, await CosignAsync("generate", "--allow-http-registry", $"{_registry.Address}/{Repository}@{_image}"), Cancellation);
        await File.WriteAllTextAsync(signature, "***", Cancellation);
        await CosignAsync("attach", "signature", "--allow-http-registry", "--payload", statement, "--signature", signature, $"{_registry.Address}/{Repository}@{_image}");
        await Assert.ThrowsAsync<UntrustedImageException>(() => ResolveAsync(key));
        await SignAsync(key);

        Assert.Equal(_image, await ResolveAsync(key));
    }

    [Fact]
    public async Task A_signature_of_another_image_does_not_count()
    {
        var key = await MakeKeyAsync("key");
        await SignAsync(key);
        var layout = await LayoutWriter.OpenAsync(_directory.Combine("other"), Cancellation);
        var other = await MiniImage.PutAsync(layout, $"{Repository}:v1.14.0", [MiniImage.File("b", "b")], Cancellation);
        await layout.FinishAsync(Cancellation);
        await _registry.FillAsync(_directory.Combine("other"), $"{Repository}:v1.14.0");
        await Tool.RunAsync(
            "skopeo", "copy", "--insecure-policy", "--src-tls-verify=false", "--dest-tls-verify=false",
            $"docker://{_registry.Address}/{Repository}:{SubjectTag.OfSignatures(_image)}", $"docker://{_registry.Address}/{Repository}:{SubjectTag.OfSignatures(other)}");

        var fault = await Assert.ThrowsAsync<UntrustedImageException>(() => ResolveAsync(key, "v1.14.0"));

        Assert.EndsWith("it has none.", fault.Message, StringComparison.Ordinal);
    }

    // Debian's cosign writes bundles for attestations only; a plain signature is one of this type.
    [Fact]
    public async Task A_bundle_that_refers_to_the_image_is_found()
    {
        var key = await MakeKeyAsync("key");
        await File.WriteAllTextAsync(_directory.Combine("predicate.json"), "{}", Cancellation);
        await CosignAsync(
            "attest", "--key", key + ".key", "--new-bundle-format", "--tlog-upload=false", "--allow-http-registry", "--yes",
            "--type", "https://sigstore.dev/cosign/sign/v1", "--predicate", _directory.Combine("predicate.json"), $"{_registry.Address}/{Repository}@{_image}");

        Assert.Equal(_image, await ResolveAsync(key));
    }

    private async Task<Digest?> ResolveAsync(string key, string tag = "v1.13.0")
    {
        var rule = new KeyRule(VerificationKey.FromPem(await File.ReadAllTextAsync(key + ".pub", Cancellation)), Path.GetFileName(key) + ".pub");
        var policy = new TrustPolicy(new Dictionary<string, ISignatureRule?>(StringComparer.Ordinal) { ["siderolabs"] = rule });
        using var source = new VerifiedSource(
            RegistrySource.Create(new RegistryOptions { Endpoints = [RegistryEndpoint.Parse($"http://{_registry.Address}")] }), _registry.Address, policy);
        return (await source.ResolveAsync(Reference.ToTag(Repository, tag), Cancellation))?.Digest;
    }

    private async Task<string> MakeKeyAsync(string name)
    {
        await CosignAsync("generate-key-pair", "--output-key-prefix", _directory.Combine(name));
        return _directory.Combine(name);
    }

    private Task<string> SignAsync(string key) => CosignAsync(
        "sign", "--key", key + ".key", "--tlog-upload=false", "--allow-http-registry", "--yes", $"{_registry.Address}/{Repository}@{_image}");

    // An empty passphrase, and nothing of the person who runs the tests.
    private Task<string> CosignAsync(params string[] arguments) =>
        Tool.RunAsync("env", ["COSIGN_PASSWORD=", $"HOME={_directory.Path}", RepositoryRoot.Combine(".cache", "judges", "bin", "cosign"), .. arguments]);
}
