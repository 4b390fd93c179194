namespace ImageFactory.Boot.Inspection;

/// <summary>A policy in the <c>.pcrsig</c> section.</summary>
public sealed record InspectedPolicy
{
    /// <summary>The bank's name, such as <c>sha256</c>.</summary>
    public required string Bank { get; init; }

    /// <summary>The policy's digest.</summary>
    public required string Digest { get; init; }

    /// <summary>The key that it says it is signed by: the SHA-256 hash of an RSAPublicKey in DER.</summary>
    public required string Key { get; init; }

    /// <summary>The phases that are entered when register 11 has the value, with colons between; null when it never has.</summary>
    public required string? Phases { get; init; }

    /// <summary>Whether it is signed by the key in the image.</summary>
    public required bool IsSigned { get; init; }
}
