using System.Net.Http.Headers;

namespace ImageFactory.Oci.Client;

/// <summary>A question about a repository, to be put to any endpoint.</summary>
/// <param name="Path">What follows the repository's name: <c>manifests/v1.0.0</c>.</param>
internal sealed record RegistryRequest(HttpMethod Method, RepositoryName Repository, string Path)
{
    /// <summary>The media types that are understood; all when there are none.</summary>
    public IReadOnlyList<string> Accept { get; init; } = [];

    /// <summary>The first byte that is wanted.</summary>
    public long Offset { get; init; }

    /// <summary>The address of a further page, which the endpoint named.</summary>
    public Uri? Page { get; init; }

    public Uri AddressAt(RegistryEndpoint endpoint) => Page ?? new Uri(endpoint.Address, $"/v2/{endpoint.NameOf(Repository)}/{Path}");

    public HttpRequestMessage ToMessage(Uri address, AuthenticationHeaderValue? authorization)
    {
        var message = new HttpRequestMessage(Method, address) { Headers = { Authorization = authorization } };
        foreach (var mediaType in Accept)
        {
            message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(mediaType));
        }

        if (Offset > 0)
        {
            message.Headers.Range = new RangeHeaderValue(Offset, null);
        }

        return message;
    }
}
