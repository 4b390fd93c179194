namespace ImageFactory.Oci.Signatures;

/// <summary>One signature that says something about an image, with what proves who made it. Nothing of it is verified yet.</summary>
/// <param name="Content">The bytes that were signed.</param>
/// <param name="Payload">What those bytes carry: the same, or the payload of a DSSE envelope.</param>
/// <param name="Signature">The signature over <paramref name="Content"/>.</param>
internal sealed record ImageSignature(ReadOnlyMemory<byte> Content, ReadOnlyMemory<byte> Payload, ReadOnlyMemory<byte> Signature)
{
    /// <summary>The signer's certificate as DER; null when the signer has a bare key.</summary>
    public ReadOnlyMemory<byte>? Certificate { get; init; }

    /// <summary>Certificates between the signer's and a root, as DER.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Intermediates { get; init; } = [];

    /// <summary>The entry in a transparency log; null when there is none.</summary>
    public LogEntry? Entry { get; init; }
}
