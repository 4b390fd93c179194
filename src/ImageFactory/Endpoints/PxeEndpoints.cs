using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using ImageFactory.Configuration;
using Microsoft.Net.Http.Headers;
using EntityTagHeaderValue = Microsoft.Net.Http.Headers.EntityTagHeaderValue;

namespace ImageFactory.Endpoints;

/// <summary>
/// Scripts for iPXE, by schematic ID, version and machine. They are answered at once and never with a redirect: what asks is firmware. The
/// name by which the host is called does not matter, as clients make up <c>pxe.&lt;host&gt;</c>.
/// </summary>
internal static class PxeEndpoints
{
    private const string TextMediaType = "text/plain; charset=utf-8";

    private static readonly string[] Reading = ["GET", "HEAD"];

    public static void MapPxe(this IEndpointRouteBuilder routes) => routes.MapMethods("/pxe/{id}/{version}/{machine}", Reading, GetAsync);

    private static async Task<IResult> GetAsync(
        HttpContext context,
        string id,
        string version,
        string machine,
        PxeScripts scripts,
        FactoryOptions options,
        CancellationToken cancellationToken)
    {
        var userInfo = options.PxeCredentials ? UserInfoOf(context.Request) : null;
        var script = Encoding.UTF8.GetBytes(await scripts.GetAsync(id, version, machine, userInfo, cancellationToken));
        if (options.PxeCredentials)
        {
            context.Response.Headers.Vary = HeaderNames.Authorization;
        }

        // It changes with the operator's URL and with rules of the version: a copy is asked about each time. A password is in nobody's cache.
        context.Response.Headers.CacheControl = userInfo is null ? "public, no-cache" : "no-store";
        return Results.Bytes(script, TextMediaType, entityTag: new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(script))}\""));
    }

    private static string? UserInfoOf(HttpRequest request)
    {
        if (!AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header)
            || !header.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(header.Parameter ?? string.Empty)).Split(':', 2) is [var user, var password]
                ? $"{Uri.EscapeDataString(user)}:{Uri.EscapeDataString(password)}"
                : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
