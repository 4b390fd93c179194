using System.Runtime.InteropServices;

// Only from where the system keeps its libraries, never from beside the program.
[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.System32)]

namespace ImageFactory.Oci.Signatures;

/// <summary>The functions of OpenSSL 3's libcrypto that verify an Ed25519 signature (EVP_DigestVerify(3)).</summary>
internal static partial class LibCrypto
{
    /// <summary>EVP_PKEY_ED25519.</summary>
    public const int Ed25519 = 1087;

    private const string Library = "libcrypto.so.3";

    [LibraryImport(Library)]
    public static partial nint EVP_PKEY_new_raw_public_key(int type, nint engine, ReadOnlySpan<byte> key, nuint length);

    [LibraryImport(Library)]
    public static partial nint EVP_MD_CTX_new();

    [LibraryImport(Library)]
    public static partial int EVP_DigestVerifyInit(nint context, nint keyContext, nint digest, nint engine, nint key);

    [LibraryImport(Library)]
    public static partial int EVP_DigestVerify(nint context, ReadOnlySpan<byte> signature, nuint signatureLength, ReadOnlySpan<byte> content, nuint contentLength);

    [LibraryImport(Library)]
    public static partial void EVP_MD_CTX_free(nint context);

    [LibraryImport(Library)]
    public static partial void EVP_PKEY_free(nint key);
}
