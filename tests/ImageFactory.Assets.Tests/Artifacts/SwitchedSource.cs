using ImageFactory.Formats.Extents;
using ImageFactory.Oci;
using ImageFactory.Oci.Content;
using ImageFactory.Oci.Documents;

namespace ImageFactory.Assets.Tests.Artifacts;

/// <summary>A source that can be switched off, and counts what it is asked.</summary>
internal sealed class SwitchedSource(IContentSource source) : IContentSource
{
    private int _blobs;

    public bool IsAway { get; set; }

    /// <summary>What happens to the bytes of blobs on the way; nothing by default.</summary>
    public Func<byte[], Stream>? Damage { get; set; }

    /// <summary>Tags that are not there any more.</summary>
    public HashSet<string> Vanished { get; } = [];

    /// <summary>What it lists as referrers by itself; null when it knows no such list.</summary>
    public IReadOnlyList<Descriptor>? Referrers { get; set; }

    public int OpenedBlobs => _blobs;

    public Task<Descriptor?> ResolveAsync(Reference reference, CancellationToken cancellationToken)
    {
        Check("resolve the manifest", reference.ToString());
        return Vanished.Contains(reference.Tag ?? string.Empty)
            ? Task.FromResult<Descriptor?>(null)
            : source.ResolveAsync(reference, cancellationToken);
    }

    public async Task<IReadOnlyList<string>> ListTagsAsync(RepositoryName repository, CancellationToken cancellationToken)
    {
        Check("list the tags", repository.ToString());
        return [.. (await source.ListTagsAsync(repository, cancellationToken)).Except(Vanished, StringComparer.Ordinal)];
    }

    public Task<ReadOnlyMemory<byte>> FetchManifestAsync(
        RepositoryName repository, Descriptor manifest, CancellationToken cancellationToken)
    {
        Check("fetch the manifest", $"{repository}@{manifest.Digest}");
        return source.FetchManifestAsync(repository, manifest, cancellationToken);
    }

    public async Task<Stream> OpenBlobAsync(RepositoryName repository, Descriptor blob, CancellationToken cancellationToken)
    {
        Check("open the blob", $"{repository}@{blob.Digest}");
        Interlocked.Increment(ref _blobs);
        var content = await source.OpenBlobAsync(repository, blob, cancellationToken);
        if (Damage is null)
        {
            return content;
        }

        await using (content)
        {
            var bytes = new byte[blob.Size];
            await content.ReadExactlyAsync(bytes, cancellationToken);
            return new VerifyingStream(Damage(bytes), repository, blob);
        }
    }

    public Task<IReadOnlyList<Descriptor>> ListReferrersAsync(RepositoryName repository, Digest subject, CancellationToken cancellationToken)
    {
        Check("list the referrers", $"{repository}@{subject}");
        return Referrers is null ? source.ListReferrersAsync(repository, subject, cancellationToken) : Task.FromResult(Referrers);
    }

    private void Check(string method, string reference)
    {
        if (IsAway)
        {
            throw new RegistryException(method, reference, new IOException("Connection refused (secret.example:5000)"));
        }
    }
}
