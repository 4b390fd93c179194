using System.Globalization;
using System.Net.Http.Headers;

namespace ImageFactory.Oci.Client;

/// <summary>What a request carries: a part of a content that can be opened again for another attempt.</summary>
/// <param name="Open">Opens the content; the stream seeks.</param>
/// <param name="Offset">Where the part begins.</param>
/// <param name="Length">How long it is, in bytes.</param>
/// <param name="MediaType">Its media type.</param>
internal sealed record UploadBody(Func<Stream> Open, long Offset, long Length, string MediaType)
{
    /// <summary>Whether it is a chunk of a blob, which says where it belongs.</summary>
    public bool IsChunk { get; init; }

    /// <summary>Told where in the content the bytes end that were sent.</summary>
    public IProgress<long>? Progress { get; init; }

    /// <summary>Bytes at hand.</summary>
    public static UploadBody OfBytes(ReadOnlyMemory<byte> bytes, string mediaType) =>
        new(() => new MemoryStream(bytes.ToArray(), writable: false), 0, bytes.Length, mediaType);

    /// <summary>The body of one attempt.</summary>
    /// <param name="onSent">Called whenever bytes were sent.</param>
    public HttpContent ToContent(Action onSent)
    {
        var content = new UploadContent(this, onSent) { Headers = { ContentType = new MediaTypeHeaderValue(MediaType) } };
        if (IsChunk)
        {
            // Distribution specification, "Pushing a blob in chunks": without the unit that RFC 9110 has in front.
            content.Headers.TryAddWithoutValidation(
                "Content-Range", string.Create(CultureInfo.InvariantCulture, $"{Offset}-{Offset + Length - 1}"));
        }

        return content;
    }
}
