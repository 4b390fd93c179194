using System.Security.Cryptography;
using System.Text;
using ImageFactory.Assets;
using ImageFactory.Assets.Build;
using ImageFactory.Assets.Plans;

namespace ImageFactory.Endpoints;

/// <summary>What firmware and people need of the factory's SecureBoot key: its certificate, and the files that enrol it.</summary>
internal static class SecureBootEndpoints
{
    private static readonly string[] Reading = ["GET", "HEAD"];

    public static void MapSecureBoot(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/secureboot", Reading, ListAsync);
        routes.MapMethods("/secureboot/{file}", Reading, GetAsync);
    }

    private static async Task<IResult> ListAsync(IKeySource keys, Signer signer, bool? wellKnown, CancellationToken cancellationToken)
    {
        var files = await FilesAsync(keys, signer, wellKnown ?? false, cancellationToken);
        return Json.Of(
            [.. files.Select(file => new ListedKeyFile(file.Key, file.Value.MediaType, file.Value.Content.Length, Convert.ToHexStringLower(SHA256.HashData(file.Value.Content))))],
            JsonDocuments.Default.IReadOnlyListListedKeyFile);
    }

    private static async Task<IResult> GetAsync(string file, IKeySource keys, Signer signer, bool? wellKnown, CancellationToken cancellationToken)
    {
        var files = await FilesAsync(keys, signer, wellKnown ?? false, cancellationToken);
        return files.TryGetValue(file, out var found)
            ? Results.Bytes(found.Content, found.MediaType)
            : throw new FactoryException(FactoryError.KeyFileNotFound, $"There is no {file} here; there is {string.Join(", ", files.Keys)}.");
    }

    private static async Task<IReadOnlyDictionary<string, (string MediaType, byte[] Content)>> FilesAsync(
        IKeySource keys, Signer signer, bool wellKnown, CancellationToken cancellationToken)
    {
        var certificate = (await keys.GetAsync(cancellationToken)).Certificate;
        var files = new Dictionary<string, (string MediaType, byte[] Content)>(StringComparer.Ordinal)
        {
            ["signing-cert.pem"] = ("application/x-pem-file", Encoding.ASCII.GetBytes(certificate.ToPem())),
            ["signing-cert.der"] = ("application/pkix-cert", certificate.Der.ToArray()),
        };
        foreach (var variable in (await signer.EnrolAsync(wellKnown, cancellationToken)).Variables)
        {
            files[$"{variable.Variable.Name}.auth"] = ("application/octet-stream", variable.Authenticated);
            files[$"{variable.Variable.Name}.esl"] = ("application/octet-stream", variable.Lists);
        }

        return files;
    }
}
