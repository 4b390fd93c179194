using ImageFactory.Oci.Documents;

namespace ImageFactory.Oci.Content;

/// <summary>Reads small content whole.</summary>
internal static class VerifiedContent
{
    /// <exception cref="InvalidDataException">The content is not what the descriptor says, or is too long for a document.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(
        Stream verifying, Descriptor expected, CancellationToken cancellationToken)
    {
        CheckSize(expected);
        var bytes = new byte[expected.Size];
        // Empty content is verified by this read, other content by the read of its last byte.
        _ = await verifying.ReadAsync(Memory<byte>.Empty, cancellationToken);
        await verifying.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }

    public static void CheckSize(Descriptor document)
    {
        if (document.Size > DocumentJson.LongestDocument)
        {
            throw new InvalidDataException(
                $"The document {document.Digest} is {document.Size} bytes long; at most {DocumentJson.LongestDocument} are read.");
        }
    }
}
