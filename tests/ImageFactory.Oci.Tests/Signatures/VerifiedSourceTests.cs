using System.Security.Cryptography;
using System.Text;
using ImageFactory.Formats.Extents;
using ImageFactory.Oci.Content;
using ImageFactory.Oci.Documents;
using ImageFactory.Oci.Layout;
using ImageFactory.Oci.Signatures;
using ImageFactory.Testing;

namespace ImageFactory.Oci.Tests.Signatures;

/// <summary>Images in a layout of which only those are given that are signed.</summary>
public sealed class VerifiedSourceTests : IDisposable
{
    private static readonly RepositoryName Repository = RepositoryName.Parse("siderolabs/imager");

    private readonly TemporaryDirectory _directory = new();
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _key.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task What_is_about_an_image_needs_no_signature()
    {
        var tag = SubjectTag.OfSignatures(Digest.OfBytes("image"u8)).ToString();

        Assert.Equal(await PutAsync(tag), await ResolveAsync(tag));
    }

    [Fact]
    public async Task An_image_needs_one_though_its_tag_looks_like_one_about_an_image()
    {
        await PutAsync("sha256-v1.13.0");

        await Assert.ThrowsAsync<UntrustedImageException>(() => ResolveAsync("sha256-v1.13.0"));
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("""{"dsseEnvelope":{"payloadType":"application/vnd.in-toto+json","payload":"***"}}""")]
    [InlineData("""{"dsseEnvelope":{"payloadType":"application/vnd.in-toto+json"}}""")]
    public async Task A_damaged_bundle_takes_nothing_from_a_sound_one(string text)
    {
        var image = await PutAsync("v1.13.0");
        var damaged = SignatureArtifact.OfBundle(Describe(image), Encoding.UTF8.GetBytes(text), InTotoStatement.CosignSignature);

        await AssertDamagedAsync(() => ReferAsync(image, damaged));
        await ReferAsync(image, damaged, Bundle(image));

        Assert.Equal(image, await ResolveAsync("v1.13.0"));
    }

    [Fact]
    public async Task A_bundle_with_a_number_that_is_none_takes_nothing_from_a_sound_one()
    {
        var image = await PutAsync("v1.13.0");
        var sound = Bundle(image);
        var text = Encoding.UTF8.GetString(sound.Blobs[sound.Manifest.Layers[0].Digest].Span).Replace(
            "\"verificationMaterial\":{",
            "\"verificationMaterial\":{\"tlogEntries\":[{\"logId\":{\"keyId\":\"\"},\"logIndex\":\"99999999999999999999\"}],",
            StringComparison.Ordinal);
        var damaged = SignatureArtifact.OfBundle(Describe(image), Encoding.UTF8.GetBytes(text), InTotoStatement.CosignSignature);

        await AssertDamagedAsync(() => ReferAsync(image, damaged));
        await ReferAsync(image, damaged, sound);

        Assert.Equal(image, await ResolveAsync("v1.13.0"));
    }

    [Fact]
    public async Task What_refers_to_an_image_and_is_no_manifest_takes_nothing_from_a_sound_signature()
    {
        var image = await PutAsync("v1.13.0");
        var layout = await LayoutWriter.OpenAsync(_directory.Path, Cancellation);
        var damaged = await layout.PutBytesAsync("no json"u8.ToArray(), MediaTypes.ImageManifest, Cancellation);
        await ReferAsync(layout, image, damaged);

        await AssertDamagedAsync(() => Task.CompletedTask);
        layout = await LayoutWriter.OpenAsync(_directory.Path, Cancellation);
        await ReferAsync(layout, image, damaged, await PutAsync(layout, Bundle(image)));

        Assert.Equal(image, await ResolveAsync("v1.13.0"));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"SignedEntryTimestamp":"AAAA"}""")]
    [InlineData("""{"SignedEntryTimestamp":"AAAA","Payload":{"logID":null,"logIndex":1,"integratedTime":1}}""")]
    [InlineData("""{"SignedEntryTimestamp":"AAAA","Payload":{"logID":"no hex","logIndex":1,"integratedTime":1,"body":"AAAA"}}""")]
    [InlineData("""{"SignedEntryTimestamp":"AAAA","Payload":{"logID":"00","logIndex":"99999999999999999999","integratedTime":1,"body":"AAAA"}}""")]
    [InlineData("""{"SignedEntryTimestamp":"***","Payload":{"logID":"00","logIndex":1,"integratedTime":1,"body":"AAAA"}}""")]
    public async Task A_signature_with_a_damaged_entry_of_a_log_takes_nothing_from_a_sound_one(string entry)
    {
        var image = await PutAsync("v1.13.0");
        var sound = Signature(image);
        var damaged = sound.Manifest.Layers[0] with
        {
            Annotations = new Dictionary<string, string>(sound.Manifest.Layers[0].Annotations!, StringComparer.Ordinal) { ["dev.sigstore.cosign/bundle"] = entry },
        };

        await AssertDamagedAsync(() => SignAsync(sound with { Manifest = sound.Manifest with { Layers = [damaged] } }));
        await SignAsync(sound with { Manifest = sound.Manifest with { Layers = [damaged, sound.Manifest.Layers[0]] } });

        Assert.Equal(image, await ResolveAsync("v1.13.0"));
    }

    [Fact]
    public async Task Damaged_signatures_of_one_kind_take_nothing_from_a_sound_one_of_the_other()
    {
        var image = await PutAsync("v1.13.0");
        var layout = await LayoutWriter.OpenAsync(_directory.Path, Cancellation);
        layout.Tag(
            Reference.ToTag(Repository, SubjectTag.OfSignatures(image).ToString()),
            await layout.PutBytesAsync("no json"u8.ToArray(), MediaTypes.ImageManifest, Cancellation));
        await layout.FinishAsync(Cancellation);

        await AssertDamagedAsync(() => Task.CompletedTask);
        await ReferAsync(image, Bundle(image));

        Assert.Equal(image, await ResolveAsync("v1.13.0"));
    }

    private static Descriptor Describe(Digest image) => new() { MediaType = MediaTypes.ImageIndex, Digest = image, Size = 1 };

    private SignatureArtifact Bundle(Digest image)
    {
        var statement = InTotoStatement.Write(Repository.ToString(), image, InTotoStatement.CosignSignature, "{}"u8);
        var bundle = BundleWriter.OfStatement(statement, Sign(Dsse.Encode(Dsse.InTotoType, statement)), _key.ExportSubjectPublicKeyInfo());
        return SignatureArtifact.OfBundle(Describe(image), bundle, InTotoStatement.CosignSignature);
    }

    private SignatureArtifact Signature(Digest image)
    {
        var statement = SimpleSigning.Write(Repository.ToString(), image);
        return SignatureArtifact.OfStatement(image, statement, Sign(statement));
    }

    private byte[] Sign(byte[] content) => _key.SignData(content, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    private async Task AssertDamagedAsync(Func<Task> put)
    {
        await put();
        var fault = await Assert.ThrowsAsync<UntrustedImageException>(() => ResolveAsync("v1.13.0"));
        Assert.EndsWith("it needs a signature by the key key; of its 1 one is damaged.", fault.Message, StringComparison.Ordinal);
    }

    private async Task ReferAsync(Digest image, params SignatureArtifact[] artifacts)
    {
        var layout = await LayoutWriter.OpenAsync(_directory.Path, Cancellation);
        var referrers = new List<Descriptor>();
        foreach (var artifact in artifacts)
        {
            referrers.Add(await PutAsync(layout, artifact));
        }

        await ReferAsync(layout, image, [.. referrers]);
    }

    private static async Task ReferAsync(LayoutWriter layout, Digest image, params Descriptor[] referrers)
    {
        layout.Tag(Reference.ToTag(Repository, SubjectTag.OfReferrers(image).ToString()), await layout.PutIndexAsync(referrers, Cancellation));
        await layout.FinishAsync(Cancellation);
    }

    private async Task SignAsync(SignatureArtifact signatures)
    {
        var layout = await LayoutWriter.OpenAsync(_directory.Path, Cancellation);
        layout.Tag(Reference.ToTag(Repository, SubjectTag.OfSignatures(signatures.Subject).ToString()), await PutAsync(layout, signatures));
        await layout.FinishAsync(Cancellation);
    }

    private static async Task<Descriptor> PutAsync(LayoutWriter layout, SignatureArtifact artifact)
    {
        foreach (var blob in artifact.Blobs.Values)
        {
            await layout.PutBytesAsync(blob, MediaTypes.Empty, Cancellation);
        }

        return await layout.PutBytesAsync(artifact.Manifest.ToBytes(), MediaTypes.ImageManifest, Cancellation);
    }

    private async Task<Digest> PutAsync(string tag)
    {
        var layout = await LayoutWriter.OpenAsync(_directory.Path, Cancellation);
        var image = await MiniImage.PutAsync(layout, $"{Repository}:{tag}", [MiniImage.File("a", "a")], Cancellation);
        await layout.FinishAsync(Cancellation);
        return image;
    }

    private async Task<Digest?> ResolveAsync(string tag)
    {
        var rule = new KeyRule(VerificationKey.FromSubjectPublicKeyInfo(_key.ExportSubjectPublicKeyInfo()), "key");
        var policy = new TrustPolicy(new Dictionary<string, ISignatureRule?>(StringComparer.Ordinal) { ["siderolabs"] = rule });
        using var source = new VerifiedSource(new LayoutSource(_directory.Path), host: null, policy);
        return (await source.ResolveAsync(Reference.ToTag(Repository, tag), Cancellation))?.Digest;
    }
}
