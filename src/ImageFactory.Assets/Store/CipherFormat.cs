using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ImageFactory.Assets.Store;

/// <summary>
/// Encrypted content: a magic number, a salt, then chunks, each followed by its tag. The key of an object follows from the factory's key
/// and the salt (HKDF-SHA256); a chunk is encrypted with AES-256-GCM under its number and whether it is the last, so that chunks can be
/// read in any order, and none can be moved or cut off.
/// </summary>
internal static class CipherFormat
{
    public const int KeyLength = 32;
    public const int ChunkLength = 64 * 1024;
    public const int TagLength = 16;
    public const int SaltLength = 32;

    private const int NonceLength = 12;

    /// <summary>Neither UTF-8 nor JSON begins like this.</summary>
    public static ReadOnlySpan<byte> Magic => [0xFF, (byte)'I', (byte)'F', (byte)'E', (byte)'N', (byte)'C', (byte)'1', (byte)'\n'];

    public static int HeaderLength => Magic.Length + SaltLength;

    /// <summary>The cipher of an object; the caller disposes it.</summary>
    public static AesGcm Open(byte[] key, byte[] salt) => new(
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, KeyLength, salt, "imagefactory store 1"u8.ToArray()), TagLength);

    /// <summary>Encrypts a chunk into itself and its tag.</summary>
    public static void Encrypt(AesGcm cipher, long number, bool isLast, ReadOnlySpan<byte> chunk, Span<byte> destination)
    {
        Span<byte> nonce = stackalloc byte[NonceLength];
        WriteNonce(nonce, number, isLast);
        cipher.Encrypt(nonce, chunk, destination[..chunk.Length], destination.Slice(chunk.Length, TagLength));
    }

    /// <summary>Decrypts a chunk with its tag.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or was encrypted with another key.</exception>
    public static void Decrypt(AesGcm cipher, long number, bool isLast, ReadOnlySpan<byte> chunk, Span<byte> destination)
    {
        Span<byte> nonce = stackalloc byte[NonceLength];
        WriteNonce(nonce, number, isLast);
        try
        {
            cipher.Decrypt(nonce, chunk[..^TagLength], chunk[^TagLength..], destination);
        }
        catch (AuthenticationTagMismatchException exception)
        {
            throw new InvalidDataException("Encrypted content is damaged, or was encrypted with another key.", exception);
        }
    }

    private static void WriteNonce(Span<byte> nonce, long number, bool isLast)
    {
        nonce.Clear();
        BinaryPrimitives.WriteInt64BigEndian(nonce, number);
        nonce[^1] = isLast ? (byte)1 : (byte)0;
    }
}
