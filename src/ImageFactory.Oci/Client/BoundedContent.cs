namespace ImageFactory.Oci.Client;

/// <summary>Reads the body of an answer without trusting the length that it states.</summary>
internal static class BoundedContent
{
    private const int FirstBuffer = 16 * 1024;

    /// <summary>The whole body.</summary>
    /// <exception cref="InvalidDataException">It is longer than <paramref name="most"/> bytes.</exception>
    public static async Task<byte[]> ReadAsync(HttpResponseMessage response, int most, CancellationToken cancellationToken)
    {
        var bytes = await ReadStartAsync(response, most + 1, cancellationToken);
        return bytes.Length <= most
            ? bytes
            : throw new InvalidDataException($"The answer has more than {most} bytes.");
    }

    /// <summary>The body, or its first <paramref name="most"/> bytes when it is longer.</summary>
    public static async Task<byte[]> ReadStartAsync(HttpResponseMessage response, int most, CancellationToken cancellationToken)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[Math.Min(FirstBuffer, most)];
        var length = 0;
        while (true)
        {
            var count = await body.ReadAsync(buffer.AsMemory(length), cancellationToken);
            length += count;
            if (count == 0 || length == most)
            {
                return buffer[..length];
            }

            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, Math.Min(most, length * 2));
            }
        }
    }
}
