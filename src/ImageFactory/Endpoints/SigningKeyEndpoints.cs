using System.Text;
using ImageFactory.Keys;

namespace ImageFactory.Endpoints;

/// <summary>What people need to verify the factory's signatures with cosign.</summary>
internal static class SigningKeyEndpoints
{
    private static readonly string[] Reading = ["GET", "HEAD"];

    // Cosign wants one, or asks the Internet for that of Sigstore; a bare key needs nothing of it.
    private static readonly byte[] NoTrustedRoot = """{"mediaType":"application/vnd.dev.sigstore.trustedroot+json;version=0.1"}"""u8.ToArray();

    public static void MapSigningKey(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/oci/cosign/signing-key.pub", Reading, async (ImageSigner signer, CancellationToken cancellationToken) =>
            Results.Bytes(Encoding.ASCII.GetBytes((await signer.GetPublicKeyAsync(cancellationToken)).ToPem()), "application/x-pem-file"));
        routes.MapMethods("/oci/cosign/trusted-root.json", Reading, () => Results.Bytes(NoTrustedRoot, "application/json"));
    }
}
