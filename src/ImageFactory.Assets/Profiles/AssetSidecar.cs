namespace ImageFactory.Assets.Profiles;

/// <summary>What is asked for about an asset, by a suffix behind its name.</summary>
public enum AssetSidecar
{
    /// <summary>The asset itself.</summary>
    None,

    /// <summary><c>.sha256</c>: its SHA-256 checksum.</summary>
    Sha256,

    /// <summary><c>.sha512</c>: its SHA-512 checksum.</summary>
    Sha512,

    /// <summary><c>.provenance.json</c>: how it was made.</summary>
    Provenance,

    /// <summary><c>.sigstore.json</c>: its signature.</summary>
    Signature,

    /// <summary><c>.measurements.json</c>: what a TPM will hold when it boots.</summary>
    Measurements,
}
