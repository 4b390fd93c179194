using ImageFactory.Boot.Inspection;
using ImageFactory.Boot.Measurement;
using ImageFactory.Boot.SecureBoot;
using ImageFactory.Boot.Tests.SecureBoot;
using ImageFactory.Boot.Uki;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Pe;
using ImageFactory.Testing;

namespace ImageFactory.Boot.Tests.Inspection;

public sealed class InspectionVerifierTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_signed_image_has_no_fault()
    {
        var sample = await SignedUkiSample.CreateAsync(_directory);

        Assert.Null(await FindFaultAsync(sample, (await sample.SignAsync(sample.Options)).Image));
    }

    [Fact]
    public async Task An_image_without_signature_is_told()
    {
        var sample = await SignedUkiSample.CreateAsync(_directory);

        Assert.Equal("The file is not signed.", await FindFaultAsync(sample, UkiImage.Map(UkiLayout.Create(sample.Options))));
    }

    [Fact]
    public async Task A_policy_of_another_key_than_the_one_in_the_image_is_told()
    {
        var sample = await SignedUkiSample.CreateAsync(_directory);
        var policies = await PoliciesAsync(sample, TestKey.Image);

        var image = await SignAsync(sample, sample.Options with { PolicyKey = TestKey.Policy.Key.PublicKey, PolicySignatures = policies });

        Assert.Equal("The file has a sha256 policy for profile 'main' that is not signed by the key in it.", await FindFaultAsync(sample, image));
    }

    [Fact]
    public async Task A_policy_of_another_profile_is_told()
    {
        var sample = await SignedUkiSample.CreateAsync(_directory);
        var policies = await PoliciesAsync(sample, TestKey.Policy);

        var image = await SignAsync(
            sample, sample.Options with { PolicyKey = TestKey.Policy.Key.PublicKey, PolicySignatures = [policies[1], policies[0]] });

        Assert.Equal(
            "The file has a sha256 policy for profile 'main' that is about another PCR 11 than its own.", await FindFaultAsync(sample, image));
    }

    [Fact]
    public async Task Missing_policies_are_told()
    {
        var sample = await SignedUkiSample.CreateAsync(_directory);

        var image = await SignAsync(sample, sample.Options with { PolicyKey = TestKey.Policy.Key.PublicKey });

        Assert.Equal("The file has no signed policy for profile 'main'.", await FindFaultAsync(sample, image));
    }

    [Fact]
    public async Task Policies_of_another_key_than_the_expected_are_told()
    {
        var sample = await SignedUkiSample.CreateAsync(_directory);
        var inspection = await ImageInspector.InspectAsync((await sample.SignAsync(sample.Options)).Image, sample.Blobs, Cancel);

        var fault = new InspectionVerifier(TestKey.Image.Certificate, TestKey.Image.Key.PublicKey).FindFault(inspection);

        Assert.StartsWith("The file has policies of another key: its SHA-256 is ", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void An_initramfs_cannot_be_signed()
    {
        var inspection = new ImageInspection { Kind = ImageKind.Initramfs, Length = 1 };

        Assert.Equal(
            "There is nothing in the image that can be signed.",
            new InspectionVerifier(TestKey.Image.Certificate, policyKey: null).FindFault(inspection));
    }

    public void Dispose() => _directory.Dispose();

    private static async Task<string?> FindFaultAsync(SignedUkiSample sample, ExtentMap image)
    {
        var inspection = await ImageInspector.InspectAsync(image, sample.Blobs, Cancel);
        return new InspectionVerifier(TestKey.Image.Certificate, policyKey: null).FindFault(inspection);
    }

    private static async Task<ReadOnlyMemory<byte>[]> PoliciesAsync(SignedUkiSample sample, TestKey key)
    {
        var signed = await sample.SignAsync(sample.Options);
        var documents = await Task.WhenAll(
            signed.Measured.Predictions.Select(prediction => PcrSignatureDocument.SignAsync(prediction.AfterPhases, key.Key, Cancel)));
        return [.. documents.Select(document => new ReadOnlyMemory<byte>(document))];
    }

    private static Task<ExtentMap> SignAsync(SignedUkiSample sample, UkiOptions options) =>
        Authenticode.SignAsync(PeImage.File(UkiLayout.Create(options).File), TestKey.Image.Key, sample.Blobs, Cancel);
}
