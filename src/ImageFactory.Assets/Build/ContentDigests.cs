using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ImageFactory.Assets.Jobs;
using ImageFactory.Assets.Store;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Assets.Build;

/// <summary>The digests of assets: computed in one pass over the content when somebody wants them, then kept beside the recipe.</summary>
public sealed class ContentDigests
{
    private const int LongestDocument = 1024;

    // Buffers, and the hash functions' own state.
    private const int Memory = 4 * 1024 * 1024;

    private readonly IObjectStore _store;
    private readonly BlobStore _blobs;
    private readonly Admission _admission;

    /// <summary>Digests in a store, over its blobs.</summary>
    public ContentDigests(IObjectStore store, BlobStore blobs, Admission admission)
    {
        _store = store;
        _blobs = blobs;
        _admission = admission;
    }

    /// <summary>The digests of the asset of a plan, when they are known; else null.</summary>
    /// <param name="planHash">64 lower-case hexadecimal digits.</param>
    public async Task<AssetDigests?> FindAsync(string planHash, CancellationToken cancellationToken) =>
        await _store.FindSealedAsync(KeyOf(planHash), LongestDocument, cancellationToken) is { } document
            ? JsonSerializer.Deserialize(document.Span, DigestDocuments.Default.AssetDigests)
            : null;

    /// <summary>Computes the digests of the asset of a plan, and keeps them.</summary>
    /// <param name="planHash">64 lower-case hexadecimal digits.</param>
    /// <param name="subject">The asset, for people.</param>
    /// <param name="content">Its content.</param>
    /// <exception cref="FactoryException">The factory has too much to do.</exception>
    public async Task<AssetDigests> ComputeAsync(
        string planHash, string subject, ExtentMap content, IProgress<BuildProgress> progress, CancellationToken cancellationToken)
    {
        using var place = await _admission.EnterAsync(Memory, cancellationToken);
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var sha512 = IncrementalHash.CreateHash(HashAlgorithmName.SHA512);
        long done = 0;
        var part = new ExtentPassPart(content, [sha256.AppendData, sha512.AppendData, Count]);
        await ExtentPass.RunAsync([part], _blobs, cancellationToken);
        var digests = new AssetDigests(
            Convert.ToHexStringLower(sha256.GetHashAndReset()), Convert.ToHexStringLower(sha512.GetHashAndReset()));
        await _store.PutSealedAsync(
            KeyOf(planHash), JsonSerializer.SerializeToUtf8Bytes(digests, DigestDocuments.Default.AssetDigests), cancellationToken);
        return digests;

        void Count(ReadOnlySpan<byte> bytes)
        {
            done += bytes.Length;
            progress.Report(new BuildProgress(BuildStage.Hash, subject, done, content.Length));
        }
    }

    private static ObjectKey KeyOf(string planHash) => new(
        ObjectKind.Recipe,
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes($"content-digests/1\n{planHash}\n"))));
}
