namespace ImageFactory.Boot.Signing;

/// <summary>What a self-signed certificate says. The same options and key give the same certificate.</summary>
public sealed record SelfSignedCertificateOptions
{
    /// <summary>The organisation, which is all of the subject.</summary>
    public required string Organization { get; init; }

    /// <summary>When the certificate begins to be valid; whole seconds.</summary>
    public required DateTimeOffset NotBefore { get; init; }

    /// <summary>The last moment at which the certificate is valid; whole seconds.</summary>
    public required DateTimeOffset NotAfter { get; init; }

    /// <summary>The serial number as a positive number of at most 20 bytes, most significant byte first.</summary>
    public required ReadOnlyMemory<byte> SerialNumber { get; init; }

    /// <summary>The identifier of the subject's key: 20 bytes.</summary>
    public required ReadOnlyMemory<byte> SubjectKeyIdentifier { get; init; }
}
