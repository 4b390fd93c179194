using System.Net;
using ImageFactory.Formats.Extents;
using ImageFactory.Oci.Documents;

namespace ImageFactory.Oci.Client;

/// <summary>
/// Where images are pushed to (distribution specification, the pushing side): blobs first, then manifests, the index last. What holds for
/// <see cref="RegistrySource"/> of addresses and credentials holds here.
/// </summary>
public sealed class RegistryTarget : IDisposable
{
    private readonly RegistryOptions _options;
    private readonly Endpoints _endpoints;

    private RegistryTarget(RegistryOptions options)
    {
        _options = options;
        _endpoints = new Endpoints(options);
    }

    /// <summary>A target that is one registry; it connects when it is first given something.</summary>
    /// <exception cref="ArgumentException">There is more than one endpoint, or less than one attempt.</exception>
    public static RegistryTarget Create(RegistryOptions options) =>
        options is { Endpoints.Count: 1, Attempts: > 0 }
            ? new RegistryTarget(options)
            : throw new ArgumentException("There is more than one endpoint, or less than one attempt.", nameof(options));

    /// <summary>Pushes a blob, unless the repository has it.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="blob">The blob.</param>
    /// <param name="open">Opens its content, perhaps several times; the stream seeks and is read asynchronously.</param>
    /// <param name="mountFrom">A repository of the same registry that may have it, or null.</param>
    /// <param name="progress">Told how many bytes of the blob the registry has.</param>
    /// <param name="cancellationToken">Ends the work; the registry forgets what it got so far in its own time.</param>
    /// <exception cref="RegistryException">The registry refuses, or does not answer.</exception>
    /// <exception cref="InvalidDataException">The registry's answer is damaged.</exception>
    public async Task<BlobReceipt> PushBlobAsync(
        RepositoryName repository,
        Descriptor blob,
        Func<Stream> open,
        RepositoryName? mountFrom,
        IProgress<long> progress,
        CancellationToken cancellationToken) =>
        await AskAsync<BlobReceipt>(
            "push the blob",
            $"{repository}@{blob.Digest}",
            async connection =>
            {
                var upload = new BlobUpload(connection, _options, repository, blob) { Open = open, MountFrom = mountFrom, Progress = progress };
                return await upload.RunAsync(cancellationToken);
            },
            cancellationToken);

    /// <summary>Pushes a manifest or an index; all that it names must be there.</summary>
    /// <param name="reference">The repository, with a tag, or with the digest of the document.</param>
    /// <param name="mediaType">The media type of the document.</param>
    /// <param name="content">The document.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="RegistryException">The registry refuses, or does not answer.</exception>
    /// <exception cref="InvalidDataException">The registry took something else.</exception>
    public async Task PushManifestAsync(Reference reference, string mediaType, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var digest = Digest.OfBytes(content.Span);
        var name = reference.Digest?.ToString() ?? reference.Tag!; // without a digest there is a tag
        var request = new RegistryRequest(HttpMethod.Put, reference.Repository, $"manifests/{name}")
        {
            Actions = "pull,push",
            Body = UploadBody.OfBytes(content, mediaType),
        };
        var taken = await AskAsync(
            "push the manifest",
            reference.ToString(),
            connection => connection.ReadAsync(request, (answer, _) => Task.FromResult(FindDigest(answer)), cancellationToken),
            cancellationToken);
        if (taken.Length > 0 && !string.Equals(taken, digest.ToString(), StringComparison.Ordinal))
        {
            throw new InvalidDataException($"The registry took {taken} where {digest} was pushed.");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _endpoints.Dispose();

    private static string FindDigest(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Docker-Content-Digest", out var values) ? values.First() : string.Empty;

    private async Task<T> AskAsync<T>(
        string method, string reference, Func<RegistryConnection, Task<T?>> question, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await _endpoints.AskAsync(question, cancellationToken)
                ?? throw new HttpRequestException($"{_options.Endpoints[0]} answered that there is no such repository.", null, HttpStatusCode.NotFound);
        }
        catch (Exception exception) when (exception
            is HttpRequestException or IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new RegistryException(method, reference, exception);
        }
    }
}
