using System.Security.Cryptography;

namespace ImageFactory.Boot.Measurement;

/// <summary>Hashes a section's content for all banks while something else reads it.</summary>
internal sealed class SectionHasher : IDisposable
{
    private readonly Dictionary<PcrBank, IncrementalHash> _hashes =
        PcrBank.All.ToDictionary(bank => bank, bank => IncrementalHash.CreateHash(bank.Algorithm));

    /// <summary>What has to see the content's bytes.</summary>
    internal IReadOnlyList<Action<ReadOnlySpan<byte>>> Sinks => [.. _hashes.Values.Select(hash => new Action<ReadOnlySpan<byte>>(hash.AppendData))];

    internal SectionDigests Finish() => new(_hashes.ToDictionary(pair => pair.Key, pair => pair.Value.GetHashAndReset()));

    public void Dispose()
    {
        foreach (var hash in _hashes.Values)
        {
            hash.Dispose();
        }
    }
}
