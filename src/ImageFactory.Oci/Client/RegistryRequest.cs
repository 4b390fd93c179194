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

    /// <summary>An address that the endpoint named, in place of <see cref="Path"/>: of a further page, or of an upload.</summary>
    public Uri? Address { get; init; }

    /// <summary>What is done in the repository, as token services call it.</summary>
    public string Actions { get; init; } = "pull";

    /// <summary>A further repository, which is read.</summary>
    public RepositoryName? MountFrom { get; init; }

    /// <summary>What it carries; nothing when null.</summary>
    public UploadBody? Body { get; init; }

    public Uri AddressAt(RegistryEndpoint endpoint) => Address ?? new Uri(endpoint.Address, $"/v2/{endpoint.NameOf(Repository)}/{Path}");

    /// <summary>What it needs a permission for, in the words of token services, with spaces between.</summary>
    public string ScopeAt(RegistryEndpoint endpoint) =>
        $"repository:{endpoint.NameOf(Repository)}:{Actions}"
        + (MountFrom is { } other ? $" repository:{endpoint.NameOf(other)}:pull" : string.Empty);

    /// <param name="onSent">Called whenever a part of the body was sent.</param>
    public HttpRequestMessage ToMessage(Uri address, AuthenticationHeaderValue? authorization, Action onSent)
    {
        var message = new HttpRequestMessage(Method, address)
        {
            Headers = { Authorization = authorization },
            Content = Body?.ToContent(onSent),
        };
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
