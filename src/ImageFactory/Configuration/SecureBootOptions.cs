namespace ImageFactory.Configuration;

/// <summary>The keys with which SecureBoot images are signed.</summary>
internal sealed class SecureBootOptions
{
    /// <summary>Whether SecureBoot images are made at all.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>The PEM file with the certificate of the signing key.</summary>
    public string? Certificate { get; set; }

    /// <summary>The key that signs images and the enrolment of itself.</summary>
    public KeyOptions SigningKey { get; init; } = new();

    /// <summary>The key that signs TPM policies: sealed disks depend on it.</summary>
    public KeyOptions PcrKey { get; init; } = new();

    /// <summary>Whether the operator says which keys are used; if not, a set is made on first start.</summary>
    public bool IsConfigured => Certificate is not null || SigningKey.IsConfigured || PcrKey.IsConfigured;
}
