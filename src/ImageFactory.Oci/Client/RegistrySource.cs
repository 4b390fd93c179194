using System.Net;
using ImageFactory.Formats.Extents;
using ImageFactory.Oci.Content;
using ImageFactory.Oci.Documents;

namespace ImageFactory.Oci.Client;

/// <summary>
/// Images in a registry (distribution specification, the pulling side), behind mirrors or not. Everything is bounded and nothing
/// that a registry says is believed: content is verified by its digest, where a registry points to is checked, and credentials
/// stay with the host that they are for.
/// </summary>
public sealed class RegistrySource : IContentSource, IDisposable
{
    private readonly RegistryOptions _options;
    private readonly Endpoints _endpoints;

    private RegistrySource(RegistryOptions options)
    {
        _options = options;
        _endpoints = new Endpoints(options);
    }

    /// <summary>A source that asks the registries of the options; it connects when it is first asked something.</summary>
    /// <exception cref="ArgumentException">There is no endpoint, or less than one attempt.</exception>
    public static RegistrySource Create(RegistryOptions options)
    {
        return options is { Endpoints.Count: > 0, Attempts: > 0 }
            ? new RegistrySource(options)
            : throw new ArgumentException("There is no endpoint, or less than one attempt.", nameof(options));
    }

    /// <inheritdoc/>
    public Task<Descriptor?> ResolveAsync(Reference reference, CancellationToken cancellationToken) =>
        AskAsync(
            "resolve the manifest",
            reference.ToString(),
            connection => Manifests.ResolveAsync(connection, reference, cancellationToken),
            cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> ListTagsAsync(RepositoryName repository, CancellationToken cancellationToken) =>
        await AskAsync(
            "list the tags",
            repository.ToString(),
            connection => Tags.ListAsync(connection, repository, cancellationToken),
            cancellationToken) ?? [];

    /// <inheritdoc/>
    public async Task<ReadOnlyMemory<byte>> FetchManifestAsync(
        RepositoryName repository, Descriptor manifest, CancellationToken cancellationToken)
    {
        VerifiedContent.CheckSize(manifest);
        const string Method = "fetch the manifest";
        var reference = $"{repository}@{manifest.Digest}";
        return await AskAsync(
            Method,
            reference,
            connection => Manifests.FetchAsync(connection, repository, manifest, cancellationToken),
            cancellationToken) ?? throw Missing(Method, reference);
    }

    /// <inheritdoc/>
    public async Task<Stream> OpenBlobAsync(RepositoryName repository, Descriptor blob, CancellationToken cancellationToken)
    {
        var first = await OpenAsync("open the blob", 0, cancellationToken);
        var content = new ResumingStream(first, (offset, token) => OpenAsync("read the blob", offset, token), _options);
        return new VerifyingStream(content, repository, blob);

        async Task<BlobBody> OpenAsync(string method, long offset, CancellationToken token)
        {
            var reference = $"{repository}@{blob.Digest}";
            return await AskAsync(
                method, reference, connection => Blobs.OpenAsync(connection, repository, blob, offset, token), token)
                ?? throw Missing(method, reference);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Descriptor>> ListReferrersAsync(RepositoryName repository, Digest subject, CancellationToken cancellationToken) =>
        await AskAsync(
            "list the referrers",
            $"{repository}@{subject}",
            connection => Referrers.ListAsync(connection, repository, subject, cancellationToken),
            cancellationToken) ?? await ReferrersTag.ListAsync(this, repository, subject, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _endpoints.Dispose();

    private RegistryException Missing(string method, string reference) => new(
        method,
        reference,
        new HttpRequestException($"{string.Join(", ", _options.Endpoints)} answered that there is none.", null, HttpStatusCode.NotFound));

    private async Task<T?> AskAsync<T>(
        string method, string reference, Func<RegistryConnection, Task<T?>> question, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await _endpoints.AskAsync(question, cancellationToken);
        }
        catch (Exception exception) when (exception
            is HttpRequestException or IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new RegistryException(method, reference, exception);
        }
    }
}
