using ImageFactory.Formats.Extents;

namespace ImageFactory.Boot.Measurement;

/// <summary>The hashes of a section's content, one for each of the <see cref="PcrBank"/>s.</summary>
public sealed class SectionDigests
{
    private readonly Dictionary<PcrBank, byte[]> _hashes;

    /// <summary>The hashes of a content.</summary>
    /// <exception cref="ArgumentException">A bank has no hash or one of the wrong size.</exception>
    public SectionDigests(IReadOnlyDictionary<PcrBank, byte[]> hashes)
    {
        if (PcrBank.All.FirstOrDefault(bank => !hashes.TryGetValue(bank, out var hash) || hash.Length != bank.Size) is { } odd)
        {
            throw new ArgumentException($"Bank {odd.Name} has no hash of {odd.Size} bytes.", nameof(hashes));
        }

        _hashes = new(hashes);
    }

    /// <summary>The hash for a bank.</summary>
    public ReadOnlyMemory<byte> this[PcrBank bank] => _hashes[bank];

    /// <summary>Reads a content and hashes it for all banks at once.</summary>
    /// <exception cref="FileNotFoundException">A blob is not there.</exception>
    /// <exception cref="InvalidDataException">A blob is shorter than the map says.</exception>
    public static async Task<SectionDigests> OfAsync(ExtentMap content, IBlobSource blobs, CancellationToken cancellationToken)
    {
        using var hasher = new SectionHasher();
        await ExtentPass.RunAsync([new ExtentPassPart(content, hasher.Sinks)], blobs, cancellationToken);
        return hasher.Finish();
    }
}
