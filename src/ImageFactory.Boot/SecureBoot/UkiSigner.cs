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
        ReadOnlyMemory<byte> placeholder = PcrSignatureDocument.Placeholder(_policyKey.PublicKey);
        var reserved = options with
        {
            PolicyKey = _policyKey.PublicKey,
            PolicySignatures = [.. Enumerable.Repeat(placeholder, Math.Max(1, options.Profiles.Count))],
        };

        using var image = new ImageHasher();
        using var reading = new UkiReading(reserved, known);
        await ExtentPass.RunAsync(UpToPolicies(UkiLayout.Create(reserved).File, image, reading.Sections), blobs, cancellationToken);
        var measured = reading.Finish();

        var policies = await Task.WhenAll(measured.Predictions.Select(
            prediction => PcrSignatureDocument.SignAsync(prediction.AfterPhases, _policyKey, cancellationToken)));

        var layout = UkiLayout.Create(reserved with { PolicySignatures = [.. policies] }).File;
        await ExtentPass.RunAsync(FromPolicies(layout, image), blobs, cancellationToken);
        var signature = await Authenticode.SignHashAsync(image.Finish(), _imageKey, cancellationToken);
        var signed = PeCertificates.Of(PeImage.File(layout)).Append(signature, image.Checksum);
        return new SignedUki(signed, measured);
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
        foreach (var rest in sections.TakeRest())
        {
            yield return rest;
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
}
