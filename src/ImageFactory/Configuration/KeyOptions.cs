namespace ImageFactory.Configuration;

/// <summary>Where one private key is: in a PEM file, at AWS KMS, in a PKCS #11 token, or behind a signing command; one of them.</summary>
internal sealed class KeyOptions
{
    /// <summary>A PEM file: PKCS #1 or PKCS #8.</summary>
    public string? File { get; set; }

    /// <summary>A file with the passphrase of an encrypted PEM file; a final line end does not count.</summary>
    public string? PassphraseFile { get; set; }

    /// <summary>The ID, ARN or alias of an RSA key of AWS KMS that signs.</summary>
    public string? AwsKmsKey { get; set; }

    /// <summary>The AWS region; by default that of the environment.</summary>
    public string? AwsRegion { get; set; }

    /// <summary>The address of an API that is compatible with AWS KMS; by default that of the region.</summary>
    public string? AwsEndpoint { get; set; }

    /// <summary>
    /// The URI of an RSA key in a PKCS #11 token (RFC 7512), as <c>pkcs11:token=factory;object=uki?pin-source=/run/secrets/pin</c>.
    /// </summary>
    public string? Pkcs11 { get; set; }

    /// <summary>The OpenSSL engine that opens the token.</summary>
    public string Pkcs11Engine { get; set; } = "pkcs11";

    /// <summary>
    /// A program and its arguments. It reads <c>{"algorithm":"sha256","hash":"base64"}</c> and answers <c>{"signature":"base64"}</c>, a
    /// signature by RSASSA-PKCS1-v1_5.
    /// </summary>
    public IList<string> Command { get; init; } = [];

    /// <summary>How long the command may take, in seconds.</summary>
    public int CommandTimeout { get; set; } = 30;

    /// <summary>A PEM file with the public key; needed for a command without certificate.</summary>
    public string? PublicKey { get; set; }

    /// <summary>Whether a place is named.</summary>
    public bool IsConfigured => File is not null || AwsKmsKey is not null || Pkcs11 is not null || Command.Count > 0;
}
