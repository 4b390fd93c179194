using ImageFactory.Assets.Jobs;
using ImageFactory.Assets.Plans;
using ImageFactory.Assets.Store;
using ImageFactory.Boot.Measurement;
using ImageFactory.Boot.Uki;

namespace ImageFactory.Assets.Build;

/// <summary>Tells what a TPM will hold of a unified kernel image, without making it.</summary>
public sealed class Measurer(IKeySource keys, SectionMemory sections, BlobStore blobs, Admission admission)
{
    // Buffers and the hash functions' own state.
    private const int Memory = 4 * 1024 * 1024;

    /// <summary>What register 11 will hold, for each profile of the image.</summary>
    /// <param name="options">The image.</param>
    /// <param name="isSigned">Whether it has the factory's policy key in it, which is measured as well.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="InvalidDataException">The contents are not what they should be.</exception>
    /// <exception cref="FactoryException">A key cannot be used, or the factory has too much to do.</exception>
    public async Task<IReadOnlyList<PcrPrediction>> MeasureAsync(UkiOptions options, bool isSigned, CancellationToken cancellationToken)
    {
        var policyKey = isSigned ? (await keys.GetAsync(cancellationToken)).Policy.PublicKey : null;
        using var place = await admission.EnterAsync(Memory, cancellationToken);
        var measured = await UkiMeasurement.MeasureAsync(options with { PolicyKey = policyKey }, sections.Known, blobs, cancellationToken);
        sections.Keep(measured);
        return measured.Predictions;
    }
}
