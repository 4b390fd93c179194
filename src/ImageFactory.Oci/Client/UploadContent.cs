using System.Buffers;
using System.Net;

namespace ImageFactory.Oci.Client;

/// <summary>The body of a request, read while it is sent.</summary>
internal sealed class UploadContent(UploadBody body, Action onSent) : HttpContent
{
    private const int BufferSize = 128 * 1024;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await using var content = body.Open();
        content.Position = body.Offset;
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            for (long sent = 0; sent < body.Length;)
            {
                var part = buffer.AsMemory(0, (int)Math.Min(buffer.Length, body.Length - sent));
                await content.ReadExactlyAsync(part, cancellationToken);
                await stream.WriteAsync(part, cancellationToken);
                sent += part.Length;
                onSent();
                body.Progress?.Report(body.Offset + sent);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }
}
