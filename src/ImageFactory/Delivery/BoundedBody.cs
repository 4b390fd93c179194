namespace ImageFactory.Delivery;

/// <summary>Reads small content whole, without trusting the length that somebody states.</summary>
internal static class BoundedBody
{
    private const int BufferSize = 16 * 1024;

    /// <summary>All bytes of a stream.</summary>
    /// <param name="content">The stream.</param>
    /// <param name="longest">The most bytes that are read.</param>
    /// <param name="excess">What is thrown when there are more.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(
        Stream content, int longest, Func<Exception> excess, CancellationToken cancellationToken)
    {
        var body = new MemoryStream();
        var buffer = new byte[BufferSize];
        int count;
        while ((count = await content.ReadAsync(buffer, cancellationToken)) > 0)
        {
            await body.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            if (body.Length > longest)
            {
                throw excess();
            }
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }
}
