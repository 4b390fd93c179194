namespace ImageFactory.Configuration;

/// <summary>
/// Whose signature source images must have: of a key, or keyless of an identity that a provider vouches for. Nothing is asked over the
/// network but the registry of the image.
/// </summary>
internal sealed class TrustOptions
{
    /// <summary>
    /// For which images: the first parts of <c>repository</c> or <c>host/repository</c>, for example <c>siderolabs</c> or
    /// <c>ghcr.io/acme</c>; empty for all. The longest that fits counts.
    /// </summary>
    public string Images { get; set; } = string.Empty;

    /// <summary>A PEM file with the public key that cosign signs with: ECDSA, RSA or Ed25519.</summary>
    public string? KeyFile { get; set; }

    /// <summary>Keyless: the e-mail address or URI of the signer.</summary>
    public string? Identity { get; set; }

    /// <summary>Keyless: a regular expression for it instead.</summary>
    public string? IdentityPattern { get; set; }

    /// <summary>Keyless: the identity provider, for example <c>https://accounts.google.com</c>.</summary>
    public string? Issuer { get; set; }

    /// <summary>Keyless: a regular expression for it instead.</summary>
    public string? IssuerPattern { get; set; }

    /// <summary>Keyless: the file <c>trusted_root.json</c> with certificate authorities and transparency logs.</summary>
    public string? TrustedRootFile { get; set; }

    /// <summary>Whether these images need no signature, where a shorter prefix asks for one.</summary>
    public bool Off { get; set; }
}
