using System.Text.RegularExpressions;
using ImageFactory.Oci.Documents;

namespace ImageFactory.Oci.Client;

/// <summary>The question for the tags of a repository, page by page (distribution specification, "Listing Tags").</summary>
internal static class Tags
{
    private const int MostPages = 200;
    private const int MostTags = 200_000;
    private const int PageSize = 1000;

    // RFC 8288, section 3, in the one form that registries use: </v2/…>; rel="next".
    private static readonly Regex NextLink = new(
        "<(?<target>[^>]*)>[^,<]*; *rel *= *\"?next\"?",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase);

    /// <summary>All tags, sorted by their bytes, or null when there is no such repository.</summary>
    /// <exception cref="InvalidDataException">The pages have no end, or the next one is somewhere else.</exception>
    public static async Task<IReadOnlyList<string>?> ListAsync(
        RegistryConnection connection, RepositoryName repository, CancellationToken cancellationToken)
    {
        var request = new RegistryRequest(HttpMethod.Get, repository, $"tags/list?n={PageSize}");
        var tags = new SortedSet<string>(StringComparer.Ordinal);
        for (var pages = 0; pages < MostPages && tags.Count <= MostTags; pages++)
        {
            var page = await connection.ReadAsync(
                request, (response, limited) => ReadAsync(connection.Endpoint, response, limited), cancellationToken);
            if (page is null)
            {
                return null;
            }

            tags.UnionWith(page.Tags.Where(Reference.IsTag)!); // a tag is never null
            if (page.Next is null)
            {
                return [.. tags];
            }

            request = request with { Address = page.Next };
        }

        throw new InvalidDataException($"The tags of '{repository}' have no end: there are more than {MostPages} pages or {MostTags} tags.");
    }

    private static async Task<Page> ReadAsync(
        RegistryEndpoint endpoint, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var bytes = await BoundedContent.ReadAsync(response, DocumentJson.LongestDocument, cancellationToken);
        var page = DocumentJson.Read(bytes, ClientJson.Read.TagPage);
        return new Page(page.Tags ?? [], FindNext(endpoint, response));
    }

    private static Uri? FindNext(RegistryEndpoint endpoint, HttpResponseMessage response)
    {
        var links = response.Headers.TryGetValues("Link", out var values) ? string.Join(',', values) : string.Empty;
        if (NextLink.Match(links) is not { Success: true } match)
        {
            return null;
        }

        return Uri.TryCreate(response.RequestMessage?.RequestUri, match.Groups["target"].Value, out var next) && endpoint.IsAt(next)
            ? next
            : throw new InvalidDataException("The next page of tags is at another host.");
    }

    private sealed record Page(IReadOnlyList<string?> Tags, Uri? Next);
}
