using System.Net;

namespace ImageFactory.Oci.Client;

/// <summary>
/// Sends requests for one endpoint and follows its redirects: at most five, to https only unless the endpoint itself is without
/// TLS, and to no address that <see cref="AddressGuard"/> refuses. Each endpoint has its own, so that no connection that one
/// registry may use is ever used by another.
/// </summary>
internal sealed class RedirectingClient : IDisposable
{
    private const int MostRedirects = 5;

    private readonly RegistryEndpoint _endpoint;
    private readonly HttpClient _client;

    public RedirectingClient(RegistryEndpoint endpoint, RegistryOptions options)
    {
        _endpoint = endpoint;
        var guard = new AddressGuard(endpoint.Address, options.Network);
        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            // A proxy would connect in our place, and the guard would see the proxy's address only.
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = options.ConnectTimeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectCallback = (context, cancellationToken) => guard.ConnectAsync(context.DnsEndPoint, cancellationToken),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _client.DefaultRequestHeaders.UserAgent.ParseAdd("imagefactory");
    }

    /// <summary>The answer when its headers are there; the caller disposes it.</summary>
    /// <param name="create">Makes the request for an address, with what that address may know.</param>
    /// <exception cref="UnauthorizedAccessException">An address is not to be asked.</exception>
    /// <exception cref="InvalidDataException">A redirect leads to no address at all.</exception>
    /// <exception cref="HttpRequestException">An address cannot be asked.</exception>
    public async Task<HttpResponseMessage> SendAsync(Uri address, Func<Uri, HttpRequestMessage> create, CancellationToken cancellationToken)
    {
        for (var redirects = 0; redirects <= MostRedirects; redirects++)
        {
            CheckScheme(address);
            using var request = create(address);
            var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (!IsRedirect(response) || response.Headers.Location is not { } location)
            {
                return response;
            }

            response.Dispose();
            address = Uri.TryCreate(address, location, out var next)
                ? next
                : throw new InvalidDataException("The registry redirects to no address at all.");
        }

        throw new UnauthorizedAccessException($"The registry redirected more than {MostRedirects} times, last to '{address.Authority}'.");
    }

    public void Dispose() => _client.Dispose();

    private static bool IsRedirect(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
            or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    private static bool HasScheme(Uri address, string scheme) => string.Equals(address.Scheme, scheme, StringComparison.Ordinal);

    private void CheckScheme(Uri address)
    {
        var isAllowed = HasScheme(address, Uri.UriSchemeHttps)
            || (HasScheme(address, Uri.UriSchemeHttp) && HasScheme(_endpoint.Address, Uri.UriSchemeHttp));
        if (!isAllowed || address.UserInfo.Length > 0)
        {
            throw new UnauthorizedAccessException(
                $"The registry '{_endpoint}' points to '{address.Scheme}://{address.Authority}', which is not a plain https address.");
        }
    }
}
