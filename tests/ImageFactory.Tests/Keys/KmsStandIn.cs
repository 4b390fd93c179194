using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ImageFactory.Tests.Keys;

/// <summary>
/// A key management service on the loopback interface that knows two actions of AWS KMS's JSON protocol, GetPublicKey and Sign.
/// </summary>
internal sealed class KmsStandIn : IAsyncDisposable
{
    private readonly WebApplication _server;

    private KmsStandIn(WebApplication server)
    {
        _server = server;
        Address = server.Urls.First();
    }

    /// <summary>Its address.</summary>
    public string Address { get; }

    /// <summary>Starts one.</summary>
    /// <param name="shown">The key whose public part it shows.</param>
    /// <param name="signing">The key that signs.</param>
    /// <param name="refused">An action that it refuses; null for none.</param>
    public static async Task<KmsStandIn> StartAsync(AsymmetricAlgorithm shown, RSA signing, string? refused = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        server.MapPost("/", async (HttpRequest request) =>
        {
            var action = request.Headers["X-Amz-Target"].ToString();
            using var document = await JsonDocument.ParseAsync(request.Body);
            return action == $"TrentService.{refused}" ? Refuse() : Answer(action, document.RootElement, shown, signing);
        });
        await server.StartAsync();
        return new KmsStandIn(server);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    private static IResult Answer(string action, JsonElement question, AsymmetricAlgorithm shown, RSA signing) => action switch
    {
        "TrentService.GetPublicKey" => Reply(new { KeyId = Id(question), PublicKey = Convert.ToBase64String(shown.ExportSubjectPublicKeyInfo()) }),
        "TrentService.Sign" => Reply(new { KeyId = Id(question), Signature = Convert.ToBase64String(Sign(question, signing)) }),
        _ => Results.BadRequest(),
    };

    private static byte[] Sign(JsonElement question, RSA key)
    {
        Assert.Equal("DIGEST", question.GetProperty("MessageType").GetString());
        var algorithm = question.GetProperty("SigningAlgorithm").GetString()!.Replace("RSASSA_PKCS1_V1_5_SHA_", "SHA", StringComparison.Ordinal);
        return key.SignHash(question.GetProperty("Message").GetBytesFromBase64(), new HashAlgorithmName(algorithm), RSASignaturePadding.Pkcs1);
    }

    private static string Id(JsonElement question) => question.GetProperty("KeyId").GetString()!;

    private static IResult Reply(object answer) => Results.Text(JsonSerializer.Serialize(answer), "application/x-amz-json-1.1");

    private static IResult Refuse() =>
        Results.Text("""{"__type":"AccessDeniedException","message":"not for you"}""", "application/x-amz-json-1.1", statusCode: 400);
}
