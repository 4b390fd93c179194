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
    /// <remarks>What is confidential is made again after a restart.</remarks>
    public BlobStore(BoundedObjectStore objects)
        : this(objects, ContentCipher.Ephemeral())
    {
    }

    /// <summary>A store of blobs in <paramref name="objects"/>; what is confidential is encrypted with <paramref name="cipher"/>.</summary>
    public BlobStore(BoundedObjectStore objects, ContentCipher cipher)
    {
        _objects = objects;
        Cipher = cipher;
    }

    /// <summary>How confidential content is kept.</summary>
    internal ContentCipher Cipher { get; }

    /// <summary>
    /// Keeps every blob and recipe that is put or found from now on. Whoever makes something begins this before it looks for what it
    /// needs, and disposes it when it has taken hold of what it made (<see cref="Use"/>).
    /// </summary>
    public ObjectUse BeginBuild() => _objects.BeginBuild();

    /// <summary>Keeps the blobs of a map, for as long as it is served. Begin within the build that found them.</summary>
    public ObjectUse Use(ExtentMap map) => _objects.Hold(
        [.. map.Extents.Select(extent => extent.Source).OfType<BlobSource>().Select(source => source.Blob).Distinct().Select(ObjectKey.OfBlob)]);

    /// <summary>A blob that is written piece by piece; the caller disposes it asynchronously.</summary>
    public Task<BlobWriter> CreateAsync(CancellationToken cancellationToken) => CreateAsync(isConfidential: false, cancellationToken);

    /// <summary>The same; a confidential blob is encrypted in the store, and read like any other.</summary>
    /// <exception cref="FactoryException">The key of the store cannot be had.</exception>
    public async Task<BlobWriter> CreateAsync(bool isConfidential, CancellationToken cancellationToken)
    {
        var staged = await _objects.StageAsync(cancellationToken);
        try
        {
            return new BlobWriter(
                staged,
                isConfidential ? Cipher.Encrypt(staged.Content) : null,
                (blob, cancellation) => RememberAsync(blob, isConfidential, cancellation));
        }
        catch (Exception)
        {
            await staged.DisposeAsync();
            throw;
        }
    }

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
            if (await FindSoundAsync(blob, info, cancellationToken) is { } sound)
            {
                return new StoredBlob(blob, sound.Length);
            }

            // Now it is gone, or somebody put another meanwhile.
        }

        _checks.TryRemove(blob, out _);
        return null;
    }

    /// <inheritdoc/>
    public async ValueTask<IByteSource> OpenAsync(Digest blob, CancellationToken cancellationToken)
    {
        while (await FindAsync(blob, cancellationToken) is { } stored
            && await _objects.FindAsync(ObjectKey.OfBlob(blob), cancellationToken) is { } source)
        {
            if (source.Length == stored.Length)
            {
                return source;
            }

            // Encrypted content is longer than it says.
            if (await Cipher.FindPlainAsync(source, cancellationToken) is { } plain && plain.Length == stored.Length)
            {
                return plain;
            }

            // Somebody put another meanwhile.
            await source.DisposeAsync();
        }

        throw new FileNotFoundException($"There is no blob {blob}.");
    }

    private async Task RememberAsync(StoredBlob blob, bool isConfidential, CancellationToken cancellationToken)
    {
        // What is encrypted is read once before it is believed: there is little of it.
        if (!isConfidential && await _objects.StatAsync(ObjectKey.OfBlob(blob.Digest), cancellationToken) is { } info)
        {
            _checks[blob.Digest] = new Check(info.Version, new Lazy<Task<StoredBlob?>>(Task.FromResult<StoredBlob?>(blob)));
        }
    }

    private async Task<StoredBlob?> FindSoundAsync(Digest blob, ObjectInfo info, CancellationToken cancellationToken)
    {
        // One check serves all who ask meanwhile, so it does not end with the first who gives up.
        var check = _checks.AddOrUpdate(blob, _ => NewCheck(), (_, known) => known.IsOf(info) ? known : NewCheck());
        StoredBlob? sound = null;
        try
        {
            sound = await check.Sound.Value.WaitAsync(cancellationToken);
            return sound;
        }
        finally
        {
            if (sound is null && check.Sound.Value.IsCompleted)
            {
                _checks.TryRemove(KeyValuePair.Create(blob, check));
            }
        }

        Check NewCheck() => new(info.Version, new Lazy<Task<StoredBlob?>>(() => CheckAsync(blob, info, CancellationToken.None)));
    }

    private async Task<StoredBlob?> CheckAsync(Digest blob, ObjectInfo info, CancellationToken cancellationToken)
    {
        await using var source = await _objects.FindAsync(info.Key, cancellationToken);
        if (source is null)
        {
            return null;
        }

        var sound = await IdentifyAsync(blob, source, cancellationToken);
        if (await _objects.StatAsync(info.Key, cancellationToken) is not { } now || !string.Equals(now.Version, info.Version, StringComparison.Ordinal))
        {
            // What was read is not what is there now.
            return null;
        }

        if (sound is null)
        {
            await _objects.DeleteAsync(info.Key, cancellationToken);
        }

        return sound;
    }

    // The digest decides: a blob that only looks encrypted is one that does not decrypt to what its name says.
    private async Task<StoredBlob?> IdentifyAsync(Digest blob, IByteSource source, CancellationToken cancellationToken)
    {
        if (await HashAsync(source, cancellationToken) == blob)
        {
            return new StoredBlob(blob, source.Length);
        }

        try
        {
            var plain = await Cipher.FindPlainAsync(source, cancellationToken);
            return plain is not null && await HashAsync(plain, cancellationToken) == blob ? new StoredBlob(blob, plain.Length) : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
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

    private sealed record Check(string Version, Lazy<Task<StoredBlob?>> Sound)
    {
        public bool IsOf(ObjectInfo info) => string.Equals(Version, info.Version, StringComparison.Ordinal);
    }
}
