using System.Security.Cryptography;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Assets.Store;

/// <summary>
/// Keeps what is confidential unreadable in the store: machine configuration and all that is made of it. AES-256-GCM, under a key that is
/// asked for when it is first needed.
/// </summary>
public sealed class ContentCipher
{
    private readonly Lazy<byte[]> _key;

    /// <summary>A cipher with a key.</summary>
    /// <param name="key">Gives the key, 32 bytes; the same each time. When it fails, it is asked again.</param>
    public ContentCipher(Func<byte[]> key) => _key = new Lazy<byte[]>(key, LazyThreadSafetyMode.PublicationOnly);

    /// <summary>A cipher whose key ends with the process: what it encrypted is made again after a restart.</summary>
    public static ContentCipher Ephemeral()
    {
        var key = RandomNumberGenerator.GetBytes(CipherFormat.KeyLength);
        return new ContentCipher(() => key);
    }

    /// <summary>Encrypts a small document.</summary>
    public async Task<ReadOnlyMemory<byte>> EncryptAsync(ReadOnlyMemory<byte> document, CancellationToken cancellationToken)
    {
        var output = new MemoryStream();
        await using var stream = Encrypt(output);
        await stream.WriteAsync(document, cancellationToken);
        await stream.CompleteAsync(cancellationToken);
        return output.ToArray();
    }

    /// <summary>A small document as it was before <see cref="EncryptAsync"/>; one that is not encrypted is returned as it is.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or was encrypted with another key.</exception>
    public async Task<ReadOnlyMemory<byte>> DecryptAsync(ReadOnlyMemory<byte> document, CancellationToken cancellationToken)
    {
        if (!IsEncrypted(document.Span))
        {
            return document;
        }

        await using var encrypted = new MemoryByteSource(document.ToArray());
        var source = await FindPlainAsync(encrypted, cancellationToken)
            ?? throw new InvalidDataException("Encrypted content ends too early.");
        var plain = new byte[source.Length];
        for (var offset = 0; offset < plain.Length;)
        {
            offset += await source.ReadAsync(offset, plain.AsMemory(offset), cancellationToken);
        }

        return plain;
    }

    /// <summary>Whether the content looks like what a cipher made.</summary>
    internal static bool IsEncrypted(ReadOnlySpan<byte> content) => content.StartsWith(CipherFormat.Magic);

    /// <summary>A stream that encrypts; the caller completes and disposes it.</summary>
    internal EncryptingStream Encrypt(Stream output) => new(output, _key.Value);

    /// <summary>
    /// The plain bytes of an object, which then belongs to them; null when it does not look encrypted. Content that was encrypted with
    /// another key shows when it is read.
    /// </summary>
    /// <exception cref="InvalidDataException">The content ends too early.</exception>
    internal async ValueTask<IByteSource?> FindPlainAsync(IByteSource encrypted, CancellationToken cancellationToken)
    {
        var header = new byte[CipherFormat.HeaderLength];
        for (var read = 0; read < header.Length;)
        {
            var count = await encrypted.ReadAsync(read, header.AsMemory(read), cancellationToken);
            if (count == 0)
            {
                return null;
            }

            read += count;
        }

        return IsEncrypted(header) ? new DecryptingSource(encrypted, _key.Value, header[CipherFormat.Magic.Length..]) : null;
    }
}
