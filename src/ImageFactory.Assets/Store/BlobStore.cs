using System.Buffers;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Assets.Store;

/// <summary>
/// Content by its SHA-256, on top of an object store. A blob is verified when it is written, when it is first asked for after a restart,
/// and when it was changed behind the store's back. A damaged one is deleted and is then missing, so that whoever needs it makes it again.
/// </summary>
public sealed class BlobStore : IBlobSource
{
    private const int BufferSize = 1024 * 1024;

    private readonly BoundedObjectStore _objects;
    private readonly ConcurrentDictionary<Digest, Check> _checks = new();

    /// <summary>A store of blobs in <paramref name="objects"/>.</summary>
    public BlobStore(BoundedObjectStore objects) => _objects = objects;

    /// <summary>
    /// Keeps every blob and recipe that is put or found from now on. Whoever makes something begins this before it looks for what it
    /// needs, and disposes it when it has taken hold of what it made (<see cref="Use"/>).
    /// </summary>
    public ObjectUse BeginBuild() => _objects.BeginBuild();

    /// <summary>Keeps the blobs of a map, for as long as it is served. Begin within the build that found them.</summary>
    public ObjectUse Use(ExtentMap map) => _objects.Hold(
        [.. map.Extents.Select(extent => extent.Source).OfType<BlobSource>().Select(source => source.Blob).Distinct().Select(ObjectKey.OfBlob)]);

    /// <summary>A blob that is written piece by piece; the caller disposes it asynchronously.</summary>
    public async Task<BlobWriter> CreateAsync(CancellationToken cancellationToken) =>
        new(await _objects.StageAsync(cancellationToken), RememberAsync);

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

    /// <summary>Deletes a blob that nothing refers to. Who is reading it may go on.</summary>
    public async Task DeleteAsync(Digest blob, CancellationToken cancellationToken)
    {
        await _objects.DeleteAsync(ObjectKey.OfBlob(blob), cancellationToken);
        _checks.TryRemove(blob, out _);
    }

    /// <summary>Whether the blob is there and not damaged.</summary>
    public async Task<bool> ContainsAsync(Digest blob, CancellationToken cancellationToken) =>
        await FindAsync(blob, cancellationToken) is not null;

    /// <summary>The blob, or null when it is not there or damaged.</summary>
    public async Task<StoredBlob?> FindAsync(Digest blob, CancellationToken cancellationToken)
    {
        if (!ObjectKey.IsName(blob.Hex))
        {
            // A SHA-512: blobs are kept under their SHA-256.
            return null;
        }

        while (await _objects.StatAsync(ObjectKey.OfBlob(blob), cancellationToken) is { } info)
        {
            if (await IsSoundAsync(blob, info, cancellationToken))
            {
                return new StoredBlob(blob, info.Length);
            }

            // Now it is gone, or somebody put another meanwhile.
        }

        _checks.TryRemove(blob, out _);
        return null;
    }

    /// <inheritdoc/>
    public async ValueTask<IByteSource> OpenAsync(Digest blob, CancellationToken cancellationToken) =>
        (await ContainsAsync(blob, cancellationToken) ? await _objects.FindAsync(ObjectKey.OfBlob(blob), cancellationToken) : null)
        ?? throw new FileNotFoundException($"There is no blob {blob}.");

    private async Task RememberAsync(Digest blob, CancellationToken cancellationToken)
    {
        if (await _objects.StatAsync(ObjectKey.OfBlob(blob), cancellationToken) is { } info)
        {
            _checks[blob] = new Check(info.Version, new Lazy<Task<bool>>(Task.FromResult(true)));
        }
    }

    private async Task<bool> IsSoundAsync(Digest blob, ObjectInfo info, CancellationToken cancellationToken)
    {
        // One check serves all who ask meanwhile, so it does not end with the first who gives up.
        var check = _checks.AddOrUpdate(blob, _ => NewCheck(), (_, known) => known.IsOf(info) ? known : NewCheck());
        var isSound = false;
        try
        {
            isSound = await check.IsSound.Value.WaitAsync(cancellationToken);
            return isSound;
        }
        finally
        {
            if (!isSound && check.IsSound.Value.IsCompleted)
            {
                _checks.TryRemove(KeyValuePair.Create(blob, check));
            }
        }

        Check NewCheck() => new(info.Version, new Lazy<Task<bool>>(() => CheckAsync(blob, info, CancellationToken.None)));
    }

    private async Task<bool> CheckAsync(Digest blob, ObjectInfo info, CancellationToken cancellationToken)
    {
        await using var source = await _objects.FindAsync(info.Key, cancellationToken);
        if (source is null)
        {
            return false;
        }

        var isSound = await HashAsync(source, cancellationToken) == blob;
        if (await _objects.StatAsync(info.Key, cancellationToken) is not { } now || !string.Equals(now.Version, info.Version, StringComparison.Ordinal))
        {
            // What was read is not what is there now.
            return false;
        }

        if (!isSound)
        {
            await _objects.DeleteAsync(info.Key, cancellationToken);
        }

        return isSound;
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

    private sealed record Check(string Version, Lazy<Task<bool>> IsSound)
    {
        public bool IsOf(ObjectInfo info) => string.Equals(Version, info.Version, StringComparison.Ordinal);
    }
}
