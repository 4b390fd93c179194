namespace ImageFactory.Boot.Inspection;

/// <summary>An Authenticode signature.</summary>
public sealed record InspectedSignature
{
    /// <summary>The name in the signer's certificate.</summary>
    public required string Subject { get; init; }

    /// <summary>The name of who issued that certificate.</summary>
    public required string Issuer { get; init; }

    /// <summary>The SHA-256 hash of the certificate.</summary>
    public required string Certificate { get; init; }

    /// <summary>The hash of the image that was signed.</summary>
    public required string ImageHash { get; init; }

    /// <summary>Whether that is the hash of the image as it is.</summary>
    public required bool CoversImage { get; init; }

    /// <summary>Why this is no signature by that certificate, as the end of a sentence; null when it is one.</summary>
    public required string? Fault { get; init; }
}
