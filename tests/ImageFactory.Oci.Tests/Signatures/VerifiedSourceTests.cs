using ImageFactory.Formats.Extents;
using ImageFactory.Oci.Content;
using ImageFactory.Oci.Layout;
using ImageFactory.Oci.Signatures;
using ImageFactory.Testing;

namespace ImageFactory.Oci.Tests.Signatures;

/// <summary>Images in a layout of which only those are given that are signed.</summary>
public sealed class VerifiedSourceTests : IDisposable
{
    private static readonly RepositoryName Repository = RepositoryName.Parse("siderolabs/imager");

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

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

    private async Task<Digest> PutAsync(string tag)
    {
        var layout = await LayoutWriter.OpenAsync(_directory.Path, Cancellation);
        var image = await MiniImage.PutAsync(layout, $"{Repository}:{tag}", [MiniImage.File("a", "a")], Cancellation);
        await layout.FinishAsync(Cancellation);
        return image;
    }

    private async Task<Digest?> ResolveAsync(string tag)
    {
        var policy = new TrustPolicy(new Dictionary<string, ISignatureRule?>(StringComparer.Ordinal) { ["siderolabs"] = new KeyRule(Keys.New(), "key") });
        using var source = new VerifiedSource(new LayoutSource(_directory.Path), host: null, policy);
        return (await source.ResolveAsync(Reference.ToTag(Repository, tag), Cancellation))?.Digest;
    }
}
