using System.Security.Cryptography;
using ImageFactory.Oci.Signatures;

namespace ImageFactory.Oci.Tests.Signatures;

/// <summary>Keys for once.</summary>
internal static class Keys
{
    public static VerificationKey New()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return VerificationKey.FromSubjectPublicKeyInfo(key.ExportSubjectPublicKeyInfo());
    }
}
