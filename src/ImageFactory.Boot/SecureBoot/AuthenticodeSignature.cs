namespace ImageFactory.Boot.SecureBoot;

/// <summary>What a signature of a PE image says, and whether it is one.</summary>
public sealed record AuthenticodeSignature
{
    /// <summary>The name in the signer's certificate.</summary>
    public required string Subject { get; init; }

    /// <summary>The name of who issued the signer's certificate.</summary>
    public required string Issuer { get; init; }

    /// <summary>The signer's certificate in DER.</summary>
    public required ReadOnlyMemory<byte> Certificate { get; init; }

    /// <summary>The hash of the image that is signed.</summary>
    public required ReadOnlyMemory<byte> ImageHash { get; init; }

    /// <summary>Why this is no signature by that certificate, as the end of a sentence; null when it is one.</summary>
    public required string? Fault { get; init; }
}
