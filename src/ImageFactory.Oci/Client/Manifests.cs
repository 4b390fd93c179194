using ImageFactory.Formats.Extents;
using ImageFactory.Oci.Content;
using ImageFactory.Oci.Documents;

namespace ImageFactory.Oci.Client;

/// <summary>Questions about manifests and indexes (distribution specification, "Pulling manifests").</summary>
internal static class Manifests
{
    private const string DigestHeader = "Docker-Content-Digest";

    private static readonly string[] Understood =
        [MediaTypes.ImageIndex, MediaTypes.ImageManifest, MediaTypes.DockerManifestList, MediaTypes.DockerManifest];

    /// <summary>What a reference names, or null. The document itself is read only when its headers do not say it.</summary>
    /// <exception cref="InvalidDataException">It is no manifest or index, or not the one that was asked for.</exception>
    public static async Task<Descriptor?> ResolveAsync(
        RegistryConnection connection, Reference reference, CancellationToken cancellationToken)
    {
        var request = Request(reference.Repository, reference.Digest?.ToString() ?? reference.Tag!); // without a digest there is a tag
        var found = await HeadAsync(connection, request, cancellationToken);
        if (found is { Size: < 0 })
        {
            found = await connection.ReadAsync(request, DescribeDocumentAsync, cancellationToken);
        }

        if (found is not null && reference.Digest is { } wanted && found.Digest != wanted)
        {
            throw new InvalidDataException($"The registry answers with {found.Digest} where {wanted} was asked for.");
        }

        return found;
    }

    /// <summary>The verified bytes of a document, or null when there is none.</summary>
    /// <exception cref="InvalidDataException">The bytes do not match the descriptor.</exception>
    public static async Task<byte[]?> FetchAsync(
        RegistryConnection connection, RepositoryName repository, Descriptor manifest, CancellationToken cancellationToken)
    {
        var bytes = await connection.ReadAsync(Request(repository, manifest.Digest.ToString()), ReadDocumentAsync, cancellationToken);
        if (bytes is null)
        {
            return null;
        }

        if (bytes.Length != manifest.Size)
        {
            throw new InvalidDataException(
                $"The document {manifest.Digest} has {bytes.Length} bytes; its descriptor says {manifest.Size}.");
        }

        await using var verifying = new VerifyingStream(new MemoryStream(bytes), repository, manifest);
        await VerifiedContent.ReadAsync(verifying, manifest, cancellationToken);
        return bytes;
    }

    private static RegistryRequest Request(RepositoryName repository, string reference) =>
        new(HttpMethod.Get, repository, $"manifests/{reference}") { Accept = Understood };

    // A size of less than zero stands for headers that do not say enough. What refuses the method may like the other one better, and
    // if not it says why: the answer to a HEAD has no text.
    private static async Task<Descriptor?> HeadAsync(
        RegistryConnection connection, RegistryRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await connection.ReadAsync(
                request with { Method = HttpMethod.Head }, (response, _) => Task.FromResult(DescribeHeaders(response)), cancellationToken);
        }
        catch (ResponseException exception) when (!Backoff.IsPassing(exception))
        {
            return Unknown();
        }
    }

    private static Descriptor DescribeHeaders(HttpResponseMessage response)
    {
        var mediaType = response.Content.Headers.ContentType?.MediaType;
        var text = response.Headers.TryGetValues(DigestHeader, out var values) ? values.First() : null;
        return mediaType is not null && Digest.TryParse(text, out var digest) && response.Content.Headers.ContentLength is { } size
            ? new Descriptor { MediaType = CheckMediaType(mediaType), Digest = digest, Size = size }
            : Unknown();
    }

    private static Descriptor Unknown() => new() { MediaType = string.Empty, Digest = default, Size = -1 };

    private static async Task<Descriptor> DescribeDocumentAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var bytes = await ReadDocumentAsync(response, cancellationToken);
        var mediaType = DocumentHeader.FindMediaType(bytes) ?? response.Content.Headers.ContentType?.MediaType;
        return new Descriptor { MediaType = CheckMediaType(mediaType), Digest = Digest.OfBytes(bytes), Size = bytes.Length };
    }

    private static Task<byte[]> ReadDocumentAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        BoundedContent.ReadAsync(response, DocumentJson.LongestDocument, cancellationToken);

    private static string CheckMediaType(string? mediaType) =>
        mediaType is not null && (MediaTypes.IsIndex(mediaType) || MediaTypes.IsManifest(mediaType))
            ? mediaType
            : throw new InvalidDataException($"The registry answers with '{mediaType}' where a manifest or an index was asked for.");
}
