using System.Net;
using ImageFactory.Oci.Documents;

namespace ImageFactory.Oci.Client;

/// <summary>The question for a blob (distribution specification, "Pulling blobs").</summary>
internal static class Blobs
{
    /// <summary>The blob from a byte on, or null when there is none.</summary>
    /// <exception cref="InvalidDataException">The answer's size is not that of the descriptor.</exception>
    public static async Task<BlobBody?> OpenAsync(
        RegistryConnection connection, RepositoryName repository, Descriptor blob, long offset, CancellationToken cancellationToken)
    {
        var request = new RegistryRequest(HttpMethod.Get, repository, $"blobs/{blob.Digest}") { Offset = offset };
        var response = await connection.SendAsync(request, cancellationToken);
        if (response is null)
        {
            return null;
        }

        try
        {
            // A registry may ignore the range and answer with everything.
            var start = response.StatusCode == HttpStatusCode.PartialContent ? offset : 0;
            Check(response, blob, start);
            return new BlobBody(await response.Content.ReadAsStreamAsync(cancellationToken), start);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private static void Check(HttpResponseMessage response, Descriptor blob, long start)
    {
        var range = response.Content.Headers.ContentRange;
        if (response.StatusCode == HttpStatusCode.PartialContent && range?.From != start)
        {
            throw new InvalidDataException($"The registry answers with bytes from {range?.From} on where byte {start} was asked for.");
        }

        if (response.Content.Headers.ContentLength is { } length && start + length != blob.Size)
        {
            throw new InvalidDataException($"The content of {blob.Digest} has {start + length} bytes; its descriptor says {blob.Size}.");
        }
    }
}
