namespace ImageFactory.Oci.Signatures;

/// <summary>An entry of a transparency log (Rekor) as a signature carries it.</summary>
/// <param name="LogId">The SHA-256 of the log's public key.</param>
/// <param name="LogIndex">The number of the entry, in all of the log's trees.</param>
/// <param name="IntegratedTime">When the log took it, in seconds since 1970.</param>
/// <param name="Body">What the log holds: canonical JSON.</param>
internal sealed record LogEntry(ReadOnlyMemory<byte> LogId, long LogIndex, long IntegratedTime, ReadOnlyMemory<byte> Body)
{
    /// <summary>The log's promise to hold it, signed with its time; null when there is none.</summary>
    public ReadOnlyMemory<byte>? SignedEntryTimestamp { get; init; }

    /// <summary>The proof that the log holds it; null when there is none.</summary>
    public InclusionProof? Proof { get; init; }
}
