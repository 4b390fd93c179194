using ImageFactory.Boot.Measurement;
using ImageFactory.Boot.Signing;
using ImageFactory.Boot.Uki;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Pe;

namespace ImageFactory.Boot.SecureBoot;

/// <summary>
/// Makes unified kernel images with signed TPM policies and a Secure Boot signature. The policies are part of what the image's
/// signature covers, but their length is known before they are: so the headers are final from the start, the contents are read
/// once, up to the first policy, by the hash of the image and those of the sections, and what follows is small.
/// </summary>
public sealed class UkiSigner
{
    private const string PolicySection = ".pcrsig";

    private readonly ISigningKey _imageKey;
    private readonly ISigningKey _policyKey;

    /// <summary>A signer.</summary>
    /// <param name="imageKey">The key that firmware trusts, with its certificate.</param>
    /// <param name="policyKey">The key that disks are sealed to; 2048 bits, as not every TPM knows larger ones.</param>
    public UkiSigner(ISigningKey imageKey, ISigningKey policyKey)
    {
        _imageKey = imageKey;
        _policyKey = policyKey;
    }

    /// <summary>Makes an image. The same options and keys give the same image.</summary>
    /// <param name="options">The image; the signer adds its policy key and signatures.</param>
    /// <param name="known">Hashes of contents that were kept from earlier images; may be empty.</param>
    /// <param name="blobs">Where the contents are read from.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">The options contradict each other, or the image key has no certificate.</exception>
    /// <exception cref="FileNotFoundException">A blob is not there.</exception>
    /// <exception cref="InvalidDataException">
    /// No image can be made of the contents (<see cref="UkiLayout.Create"/>), a blob is shorter than its map, or a key gave no proper
    /// signature.
    /// </exception>
    public async Task<SignedUki> SignAsync(
        UkiOptions options,
        IReadOnlyDictionary<ExtentMap, SectionDigests> known,
        IBlobSource blobs,
        CancellationToken cancellationToken)
    {
        UkiProfile?[] profiles = options.Profiles.Count > 0 ? [.. options.Profiles] : [null];
        var placeholder = PcrSignatureDocument.Placeholder(_policyKey.PublicKey);
        var reserved = options with { PolicyKey = _policyKey.PublicKey, PolicySignatures = [.. profiles.Select(_ => placeholder)] };
        var measured = profiles.Select(profile => UkiMeasurement.Contents(reserved, profile)).ToList();

        using var image = new ImageHasher();
        using var sections = new SectionReading(measured.SelectMany(contents => contents.Values), known);
        await ExtentPass.RunAsync(UpToPolicies(UkiLayout.Create(reserved).File, image, sections), blobs, cancellationToken);
        var digests = sections.Finish();

        PcrPrediction[] predictions = [.. profiles.Zip(measured, (profile, contents) => Predict(profile, contents, digests))];
        var policies = await Task.WhenAll(
            predictions.Select(prediction => PcrSignatureDocument.SignAsync(prediction.Values, _policyKey, cancellationToken)));

        var layout = UkiLayout.Create(reserved with { PolicySignatures = [.. policies] }).File;
        await ExtentPass.RunAsync(FromPolicies(layout, image), blobs, cancellationToken);
        var signature = await Authenticode.SignHashAsync(image.Finish(), _imageKey, cancellationToken);
        var signed = PeCertificates.Of(PeImage.File(layout)).Append(signature, image.Checksum);
        return new SignedUki(signed, predictions, digests);
    }

    private static IEnumerable<ExtentPassPart> UpToPolicies(PeLayout layout, ImageHasher image, SectionReading sections)
    {
        yield return new ExtentPassPart(PeCertificates.Of(PeImage.File(layout)).HashedHeaders, [image.Hash, image.Sum]);
        foreach (var (section, content) in layout.Sections.Zip(layout.Contents).TakeWhile(pair => !IsPolicy(pair.First)))
        {
            yield return new ExtentPassPart(content, [image.Hash, image.Sum, .. sections.Take(content)]);
            yield return Padding(section, content, image);
        }

        // The stub's own and those of further profiles.
        foreach (var content in sections.Unread.ToList())
        {
            yield return new ExtentPassPart(content, sections.Take(content));
        }
    }

    private static IEnumerable<ExtentPassPart> FromPolicies(PeLayout layout, ImageHasher image)
    {
        foreach (var (section, content) in layout.Sections.Zip(layout.Contents).SkipWhile(pair => !IsPolicy(pair.First)))
        {
            yield return new ExtentPassPart(content, [image.Hash, image.Sum]);
            yield return Padding(section, content, image);
        }
    }

    private static ExtentPassPart Padding(PeSection section, ExtentMap content, ImageHasher image) =>
        new(ExtentMap.OfZeros(section.RawSize - content.Length), [image.Hash, image.Sum]);

    private static bool IsPolicy(PeSection section) => section.Name is PolicySection;

    private static PcrPrediction Predict(
        UkiProfile? profile, IReadOnlyDictionary<string, ExtentMap> contents, IReadOnlyDictionary<ExtentMap, SectionDigests> digests)
    {
        var sections = contents.ToDictionary(pair => pair.Key, pair => digests[pair.Value], StringComparer.Ordinal);
        return new PcrPrediction(profile, [.. PcrBank.All.Select(bank => UkiMeasurement.Predict(bank, sections))]);
    }
}
