using System.Collections.Concurrent;
using ImageFactory.Formats.Extents;
using ImageFactory.Oci.Content;
using ImageFactory.Oci.Documents;

namespace ImageFactory.Oci.Signatures;

/// <summary>
/// A source of which only those images can be had that a policy trusts: what a reference names is verified before it is given. All that
/// an image consists of is named by its digest.
/// </summary>
/// <param name="source">The source.</param>
/// <param name="host">The host of its registry with its port; null when it has none.</param>
/// <param name="policy">Whom to trust.</param>
public sealed class VerifiedSource(IContentSource source, string? host, TrustPolicy policy) : IContentSource, IDisposable
{
    private const int MostKept = 10_000;

    private readonly SignatureFinder _signatures = new(source);
    private readonly ConcurrentDictionary<(RepositoryName Repository, Digest Digest), bool> _verified = new();

    /// <inheritdoc/>
    /// <exception cref="UntrustedImageException">The image has no signature of those that the policy asks for.</exception>
    public async Task<Descriptor?> ResolveAsync(Reference reference, CancellationToken cancellationToken)
    {
        var found = await source.ResolveAsync(reference, cancellationToken);
        if (found is not null && !IsAboutAnImage(reference) && policy.Find(host, reference.Repository) is { } rule)
        {
            await VerifyAsync(reference.Repository, found.Digest, rule, cancellationToken);
        }

        return found;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ListTagsAsync(RepositoryName repository, CancellationToken cancellationToken) =>
        source.ListTagsAsync(repository, cancellationToken);

    /// <inheritdoc/>
    public Task<ReadOnlyMemory<byte>> FetchManifestAsync(
        RepositoryName repository, Descriptor manifest, CancellationToken cancellationToken) =>
        source.FetchManifestAsync(repository, manifest, cancellationToken);

    /// <inheritdoc/>
    public Task<Stream> OpenBlobAsync(RepositoryName repository, Descriptor blob, CancellationToken cancellationToken) =>
        source.OpenBlobAsync(repository, blob, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Descriptor>> ListReferrersAsync(RepositoryName repository, Digest subject, CancellationToken cancellationToken) =>
        source.ListReferrersAsync(repository, subject, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => (source as IDisposable)?.Dispose();

    // Nobody signs signatures, and lists of referrers.
    private static bool IsAboutAnImage(Reference reference) => reference.Digest is null && SubjectTag.TryParse(reference.Tag, out _);

    private static string? FindFault(ISignatureRule rule, ImageSignature? signature)
    {
        const string Damaged = "is damaged";
        try
        {
            return signature is null ? Damaged : rule.FindFault(signature);
        }
        catch (InvalidDataException)
        {
            return Damaged;
        }
    }

    private async Task VerifyAsync(RepositoryName repository, Digest image, ISignatureRule rule, CancellationToken cancellationToken)
    {
        if (_verified.ContainsKey((repository, image)))
        {
            return;
        }

        var signatures = await _signatures.FindAsync(repository, image, cancellationToken);
        string[] faults = [.. signatures.Select(signature => FindFault(rule, signature)).TakeWhile(fault => fault is not null)!];
        if (faults.Length == signatures.Count)
        {
            throw new UntrustedImageException(
                $"{(host is null ? string.Empty : host + "/")}{repository}@{image}",
                rule,
                faults.Length == 0 ? "it has none" : $"of its {faults.Length} one {faults[0]}");
        }

        if (_verified.Count >= MostKept)
        {
            _verified.Clear();
        }

        _verified[(repository, image)] = true;
    }
}
