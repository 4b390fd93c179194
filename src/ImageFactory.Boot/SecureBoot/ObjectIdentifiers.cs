namespace ImageFactory.Boot.SecureBoot;

/// <summary>The object identifiers of signed data, by the names of their specifications.</summary>
internal static class ObjectIdentifiers
{
    // RFC 5652
    internal const string Data = "1.2.840.113549.1.7.1";
    internal const string SignedData = "1.2.840.113549.1.7.2";
    internal const string ContentType = "1.2.840.113549.1.9.3";
    internal const string MessageDigest = "1.2.840.113549.1.9.4";

    // RFC 8017
    internal const string RsaEncryption = "1.2.840.113549.1.1.1";

    // RFC 5754
    internal const string Sha256 = "2.16.840.1.101.3.4.2.1";

    // Windows Authenticode Portable Executable Signature Format
    internal const string SpcIndirectData = "1.3.6.1.4.1.311.2.1.4";
    internal const string SpcPeImageData = "1.3.6.1.4.1.311.2.1.15";
}
