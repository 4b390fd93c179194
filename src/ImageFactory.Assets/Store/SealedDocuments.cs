using System.Security.Cryptography;
using System.Text;

namespace ImageFactory.Assets.Store;

/// <summary>
/// Small documents that are named by what they were made from, not by their content: they carry the SHA-256 of their content in front,
/// as 64 hexadecimal digits and a line feed, so that a damaged one is noticed and made again.
/// </summary>
public static class SealedDocuments
{
    private const int SealLength = (SHA256.HashSizeInBytes * 2) + 1;

    /// <summary>Puts a document, instead of what was there.</summary>
    public static Task PutSealedAsync(
        this IObjectStore store, ObjectKey key, ReadOnlyMemory<byte> document, CancellationToken cancellationToken) =>
        store.PutAsync(key, (byte[])[.. Seal(document.Span), .. document.Span], cancellationToken);

    /// <summary>A document, or null when there is none, or it is damaged or longer than <paramref name="longest"/> bytes.</summary>
    public static async Task<ReadOnlyMemory<byte>?> FindSealedAsync(
        this IObjectStore store, ObjectKey key, int longest, CancellationToken cancellationToken)
    {
        try
        {
            var bytes = await store.FindBytesAsync(key, longest + SealLength, cancellationToken);
            if (bytes is { Length: >= SealLength } whole && whole.Span.StartsWith(Seal(whole.Span[SealLength..])))
            {
                return whole[SealLength..];
            }
        }
        catch (InvalidDataException)
        {
            // Longer than any document: damaged as well.
        }

        return null;
    }

    private static byte[] Seal(ReadOnlySpan<byte> document) =>
        Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(document)) + "\n");
}
