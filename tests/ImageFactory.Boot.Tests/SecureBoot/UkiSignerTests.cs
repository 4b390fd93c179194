using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using ImageFactory.Boot.Measurement;
using ImageFactory.Boot.SecureBoot;
using ImageFactory.Boot.Signing;
using ImageFactory.Formats.Extents;
using ImageFactory.Testing;

namespace ImageFactory.Boot.Tests.SecureBoot;

public sealed class UkiSignerTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task Every_content_is_read_once()
    {
        var sample = await SignedUkiSample.CreateAsync(_directory);
        var options = sample.Options;

        await sample.SignAsync(options);

        // The stub's .sbat, a few lines, is measured apart.
        var contents = options.Stub.Content.Length + options.Kernel.Length + options.Initrd.Length + options.Splash!.Length;
        Assert.InRange(sample.Blobs.BytesRead, options.Kernel.Length + options.Initrd.Length, contents + 1024);
    }

    [Fact]
    public async Task Measuring_alone_says_the_same_and_reads_what_is_not_known()
    {
        var sample = await SignedUkiSample.CreateAsync(_directory);
        var signed = (await sample.SignAsync(sample.Options)).Measured;
        var read = sample.Blobs.BytesRead;
        var options = sample.Options with { PolicyKey = TestKey.Policy.Key.PublicKey };

        var measured = await UkiMeasurement.MeasureAsync(
            options, new Dictionary<ExtentMap, SectionDigests>(), sample.Blobs, TestContext.Current.CancellationToken);
        var again = await UkiMeasurement.MeasureAsync(options, measured.Sections, sample.Blobs, TestContext.Current.CancellationToken);

        Assert.Equal(Values(signed), Values(measured));
        Assert.Equal(Values(signed), Values(again));
        var contents = options.Kernel.Length + options.Initrd.Length + options.Splash!.Length;
        Assert.InRange(sample.Blobs.BytesRead - read, contents, contents + 4096);

        static IEnumerable<string> Values(MeasuredUki image) =>
            image.Predictions.SelectMany(prediction => prediction.AfterSections.Concat(prediction.AfterPhases)).Select(value => value.Hex);
    }

    [Fact]
    public async Task Contents_are_referenced()
    {
        var sample = await SignedUkiSample.CreateAsync(_directory);

        var image = (await sample.SignAsync(sample.Options)).Image;

        Assert.InRange(image.Extents.Where(extent => extent.Source is InlineSource).Sum(extent => extent.Length), 1, 16 * 1024);
    }

    [Fact]
    public async Task The_same_options_and_keys_give_the_same_image()
    {
        var sample = await SignedUkiSample.CreateAsync(_directory);

        var first = await sample.SignAsync(sample.Options);
        var second = await sample.SignAsync(sample.Options with { });

        Assert.Equal(first.Image, second.Image);
    }

    [Fact]
    public async Task Kept_hashes_give_the_same_image()
    {
        var sample = await SignedUkiSample.CreateAsync(_directory);
        var first = await sample.SignAsync(sample.Options);

        var second = await new UkiSigner(TestKey.Image.Key, TestKey.Policy.Key)
            .SignAsync(sample.Options, first.Measured.Sections, sample.Blobs, TestContext.Current.CancellationToken);

        Assert.Equal(first.Image, second.Image);
        Assert.Contains(sample.Options.Kernel, first.Measured.Sections.Keys);
    }

    [Fact]
    public async Task A_release_without_profiles_has_one_prediction()
    {
        var sample = await SignedUkiSample.CreateAsync(_directory);

        var signed = await sample.SignAsync(sample.Options with { Profiles = [] });

        Assert.Null(Assert.Single(signed.Measured.Predictions).Profile);
        Assert.Equal(SignedFile.Trusted, (await SignedFile.VerifyAsync(_directory, await SignedFile.BytesAsync(signed.Image, sample.Blobs), TestKey.Image)).Output);
    }

    [Fact]
    public async Task The_policies_take_a_signature_for_each_profile_and_bank_and_the_image_one()
    {
        var sample = await SignedUkiSample.CreateAsync(_directory);
        var (imageKey, policyKey) = (new CountingSigningKey(TestKey.Image.Key), new CountingSigningKey(TestKey.Policy.Key));

        await new UkiSigner(imageKey, policyKey).SignAsync(
            sample.Options, new Dictionary<ExtentMap, SectionDigests>(), sample.Blobs, TestContext.Current.CancellationToken);

        Assert.Equal((1, 6), (imageKey.Signatures, policyKey.Signatures));
    }

    [Fact]
    public async Task A_signature_of_another_length_is_invalid_data()
    {
        var sample = await SignedUkiSample.CreateAsync(_directory);
        var signer = new UkiSigner(TestKey.Image.Key, new ShortSigningKey());

        await Assert.ThrowsAsync<InvalidDataException>(() => signer.SignAsync(
            sample.Options, new Dictionary<ExtentMap, SectionDigests>(), sample.Blobs, TestContext.Current.CancellationToken));
    }

    // As it happens when two images with the same kernel are signed at the same time.
    [Fact]
    public async Task What_becomes_known_meanwhile_does_no_harm()
    {
        var sample = await SignedUkiSample.CreateAsync(_directory);
        var first = await sample.SignAsync(sample.Options);

        var second = await new UkiSigner(TestKey.Image.Key, TestKey.Policy.Key).SignAsync(
            sample.Options, new GrowingKnowledge(first.Measured.Sections), sample.Blobs, TestContext.Current.CancellationToken);

        Assert.Equal(first.Image, second.Image);
    }

    public void Dispose() => _directory.Dispose();

    /// <summary>Knows a content from the second question for it on.</summary>
    private sealed class GrowingKnowledge(IReadOnlyDictionary<ExtentMap, SectionDigests> all) : IReadOnlyDictionary<ExtentMap, SectionDigests>
    {
        private readonly HashSet<ExtentMap> _asked = [];

        public IEnumerable<ExtentMap> Keys => all.Keys;

        public IEnumerable<SectionDigests> Values => all.Values;

        public int Count => all.Count;

        public SectionDigests this[ExtentMap key] => all[key];

        public bool ContainsKey(ExtentMap key) => !_asked.Add(key) && all.ContainsKey(key);

        public bool TryGetValue(ExtentMap key, [MaybeNullWhen(false)] out SectionDigests value)
        {
            value = default;
            return !_asked.Add(key) && all.TryGetValue(key, out value);
        }

        public IEnumerator<KeyValuePair<ExtentMap, SectionDigests>> GetEnumerator() => all.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    private sealed class CountingSigningKey(ISigningKey key) : ISigningKey
    {
        private int _signatures;

        public int Signatures => _signatures;

        public RsaPublicKey PublicKey => key.PublicKey;

        public SigningCertificate? Certificate => key.Certificate;

        public Task<byte[]> SignHashAsync(HashAlgorithmName algorithm, ReadOnlyMemory<byte> hash, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _signatures);
            return key.SignHashAsync(algorithm, hash, cancellationToken);
        }
    }

    private sealed class ShortSigningKey : ISigningKey
    {
        public RsaPublicKey PublicKey => TestKey.Policy.Key.PublicKey;

        public SigningCertificate? Certificate => null;

        public Task<byte[]> SignHashAsync(HashAlgorithmName algorithm, ReadOnlyMemory<byte> hash, CancellationToken cancellationToken) =>
            Task.FromResult(new byte[255]);
    }
}
