using ImageFactory.Formats.Extents;
using ImageFactory.Oci.Documents;

namespace ImageFactory.Oci.Client;

/// <summary>The question for what refers to a manifest (distribution specification, "Listing Referrers").</summary>
internal static class Referrers
{
    /// <summary>The first page of referrers, or null where a registry knows no such question.</summary>
    /// <exception cref="InvalidDataException">The answer is no index.</exception>
    public static async Task<IReadOnlyList<Descriptor>?> ListAsync(
        RegistryConnection connection, RepositoryName repository, Digest subject, CancellationToken cancellationToken)
    {
        try
        {
            var request = new RegistryRequest(HttpMethod.Get, repository, $"referrers/{subject}") { Accept = [MediaTypes.ImageIndex] };
            var bytes = await connection.ReadAsync(
                request, (response, limited) => BoundedContent.ReadAsync(response, DocumentJson.LongestDocument, limited), cancellationToken);
            return bytes is null ? null : ImageIndex.Read(bytes).Manifests;
        }
        catch (ResponseException exception) when (!Backoff.IsPassing(exception))
        {
            return null;
        }
    }
}
