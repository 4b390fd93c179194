namespace ImageFactory.Oci.Signatures;

/// <summary>Ed25519 over the content itself (RFC 8032), by the system's libcrypto: the framework has no such key.</summary>
internal sealed class Ed25519Key : VerificationKey
{
    private const int KeySize = 32;
    private const int SignatureSize = 64;

    private readonly byte[] _key;

    public Ed25519Key(ReadOnlyMemory<byte> subjectPublicKeyInfo, byte[] key)
        : base(subjectPublicKeyInfo) =>
        _key = key.Length == KeySize ? key : throw new InvalidDataException($"An Ed25519 key has {KeySize} bytes, not {key.Length}.");

    public override bool Verify(ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != SignatureSize)
        {
            return false;
        }

        var key = LibCrypto.EVP_PKEY_new_raw_public_key(LibCrypto.Ed25519, nint.Zero, _key, (nuint)_key.Length);
        var context = LibCrypto.EVP_MD_CTX_new();
        try
        {
            return key != nint.Zero
                && context != nint.Zero
                && LibCrypto.EVP_DigestVerifyInit(context, nint.Zero, nint.Zero, nint.Zero, key) == 1
                && LibCrypto.EVP_DigestVerify(context, signature, (nuint)signature.Length, content, (nuint)content.Length) == 1;
        }
        finally
        {
            LibCrypto.EVP_MD_CTX_free(context);
            LibCrypto.EVP_PKEY_free(key);
        }
    }
}
