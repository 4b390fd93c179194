using ImageFactory.Assets.Jobs;
using ImageFactory.Assets.Plans;
using ImageFactory.Assets.Store;
using ImageFactory.Boot.SecureBoot;
using ImageFactory.Boot.Uki;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Pe;

namespace ImageFactory.Assets.Build;

/// <summary>Signs what firmware starts, with the factory's keys and without a clock: the same content gets the same signature.</summary>
public sealed class Signer
{
    // Buffers and the hash functions' own state.
    private const int Memory = 4 * 1024 * 1024;

    private readonly IKeySource _keys;
    private readonly BlobStore _blobs;
    private readonly Admission _admission;
    private readonly SectionMemory _sections;

    /// <summary>A signer with these keys.</summary>
    public Signer(IKeySource keys, SectionMemory sections, BlobStore blobs, Admission admission)
    {
        _sections = sections;
        _keys = keys;
        _blobs = blobs;
        _admission = admission;
    }

    /// <summary>A unified kernel image with signed TPM policies and a SecureBoot signature.</summary>
    /// <exception cref="InvalidDataException">No image can be made of the contents.</exception>
    /// <exception cref="FactoryException">A key cannot be used, or the factory has too much to do.</exception>
    public async Task<ExtentMap> SignUkiAsync(UkiOptions options, CancellationToken cancellationToken)
    {
        var keys = await _keys.GetAsync(cancellationToken);
        using var place = await _admission.EnterAsync(Memory, cancellationToken);
        var signed = await new UkiSigner(keys.Image, keys.Policy).SignAsync(options, _sections.Known, _blobs, cancellationToken);
        _sections.Keep(signed.Measured);
        return signed.Image;
    }

    /// <summary>A PE file with a SecureBoot signature.</summary>
    /// <exception cref="InvalidDataException">It is no PE file that can be signed.</exception>
    /// <exception cref="FactoryException">The key cannot be used, or the factory has too much to do.</exception>
    public async Task<ExtentMap> SignAsync(ExtentMap file, CancellationToken cancellationToken)
    {
        var keys = await _keys.GetAsync(cancellationToken);
        using var place = await _admission.EnterAsync(Memory, cancellationToken);
        return await Authenticode.SignAsync(await PeReader.ReadAsync(file, _blobs, cancellationToken), keys.Image, _blobs, cancellationToken);
    }

    /// <summary>The files by which firmware takes the key over.</summary>
    /// <exception cref="FactoryException">The key cannot be used.</exception>
    public async Task<EnrolmentFiles> EnrolAsync(bool hasWellKnownCertificates, CancellationToken cancellationToken)
    {
        var keys = await _keys.GetAsync(cancellationToken);
        return await EnrolmentFiles.SignAsync(
            EnrolmentOptions.Of(keys.Certificate, DateTimeOffset.FromUnixTimeSeconds(CompositionRules.Timestamp), hasWellKnownCertificates),
            keys.Image,
            cancellationToken);
    }
}
