using System.Buffers;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Assets.Store;

/// <summary>
/// Content by its SHA-256, on top of an object store. A blob is verified when it is written and again when it is first asked for
/// after a restart; a damaged one is deleted and is then missing, so that whoever needs it makes it again.
/// </summary>
public sealed class BlobStore : IBlobSource
{
    private const int BufferSize = 1024 * 1024;

    private static readonly Lazy<Task<bool>> Sound = new(Task.FromResult(true));

    private readonly IObjectStore _objects;
    private readonly ConcurrentDictionary<Digest, Lazy<Task<bool>>> _checks = new();

    /// <summary>A store of blobs in <paramref name="objects"/>.</summary>
    public BlobStore(IObjectStore objects) => _objects = objects;

    /// <summary>A blob that is written piece by piece; the caller disposes it asynchronously.</summary>
    public async Task<BlobWriter> CreateAsync(CancellationToken cancellationToken) =>
        new(await _objects.StageAsync(cancellationToken), digest => _checks[digest] = Sound);

    /// <summary>Puts all of a stream.</summary>
    /// <param name="expected">The SHA-256 that the content must have, or null.</param>
    /// <exception cref="InvalidDataException">The content has another digest; nothing of it remains.</exception>
    /// <exception cref="IOException">The store cannot keep it.</exception>
    public async Task<StoredBlob> PutAsync(Stream content, Digest? expected, CancellationToken cancellationToken)
    {
        await using var writer = await CreateAsync(cancellationToken);
        await content.CopyToAsync(writer, cancellationToken);
        if (expected is { } digest && writer.ComputeDigest() != digest)
        {
            throw new InvalidDataException($"The content has the digest {writer.ComputeDigest()}; expected was {digest}.");
        }

        return await writer.CompleteAsync(cancellationToken);
    }

    /// <summary>Puts bytes.</summary>
    /// <exception cref="IOException">The store cannot keep it.</exception>
    public async Task<StoredBlob> PutBytesAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        await using var writer = await CreateAsync(cancellationToken);
        await writer.WriteAsync(content, cancellationToken);
        return await writer.CompleteAsync(cancellationToken);
    }

    /// <summary>Whether the blob is there and not damaged.</summary>
    public async Task<bool> ContainsAsync(Digest blob, CancellationToken cancellationToken) =>
        await FindAsync(blob, cancellationToken) is not null;

    /// <summary>The blob, or null when it is not there or damaged.</summary>
    public async Task<StoredBlob?> FindAsync(Digest blob, CancellationToken cancellationToken)
    {
        if (!await IsSoundAsync(blob, cancellationToken)
            || await _objects.StatAsync(ObjectKey.OfBlob(blob), cancellationToken) is not { } info)
        {
            return null;
        }

        return new StoredBlob(blob, info.Length);
    }

    /// <inheritdoc/>
    public async ValueTask<IByteSource> OpenAsync(Digest blob, CancellationToken cancellationToken) =>
        (await IsSoundAsync(blob, cancellationToken) ? await _objects.FindAsync(ObjectKey.OfBlob(blob), cancellationToken) : null)
        ?? throw new FileNotFoundException($"There is no blob {blob}.");

    private async Task<bool> IsSoundAsync(Digest blob, CancellationToken cancellationToken)
    {
        if (!ObjectKey.IsName(blob.Hex))
        {
            // A SHA-512: blobs are kept under their SHA-256.
            return false;
        }

        // One check serves all who ask meanwhile, so it does not end with the first who gives up.
        var check = _checks.GetOrAdd(blob, digest => new Lazy<Task<bool>>(() => CheckAsync(digest, CancellationToken.None)));
        var isSound = false;
        try
        {
            isSound = await check.Value.WaitAsync(cancellationToken);
            return isSound;
        }
        finally
        {
            if (!isSound && check.Value.IsCompleted)
            {
                _checks.TryRemove(KeyValuePair.Create(blob, check));
            }
        }
    }

    private async Task<bool> CheckAsync(Digest blob, CancellationToken cancellationToken)
    {
        var key = ObjectKey.OfBlob(blob);
        await using var source = await _objects.FindAsync(key, cancellationToken);
        if (source is null)
        {
            return false;
        }

        if (await HashAsync(source, cancellationToken) == blob)
        {
            return true;
        }

        await _objects.DeleteAsync(key, cancellationToken);
        return false;
    }

    private static async Task<Digest> HashAsync(IByteSource source, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            int count;
            for (long offset = 0; (count = await source.ReadAsync(offset, buffer, cancellationToken)) > 0; offset += count)
            {
                hash.AppendData(buffer, 0, count);
            }

            return Digest.FromSha256(hash.GetHashAndReset());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
