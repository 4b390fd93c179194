using System.Buffers;

namespace ImageFactory.Formats.Extents;

/// <summary>Reads maps once, one behind the other, and shows every byte to several sinks side by side: hashes and sums.</summary>
public static class ExtentPass
{
    private const int BufferSize = 1024 * 1024;

    // Hashing less takes about as long as handing it to another thread.
    private const int WorthATask = 32 * 1024;

    /// <summary>Reads the parts in their order; a sink that is in several parts sees one after the other.</summary>
    /// <exception cref="FileNotFoundException">A blob is not there.</exception>
    /// <exception cref="InvalidDataException">A blob is shorter than the map says.</exception>
    public static async Task RunAsync(IEnumerable<ExtentPassPart> parts, IBlobSource blobs, CancellationToken cancellationToken)
    {
        // While the sinks see one buffer, the other is filled.
        var filled = ArrayPool<byte>.Shared.Rent(BufferSize);
        var shown = ArrayPool<byte>.Shared.Rent(BufferSize);
        var showing = Task.CompletedTask;
        try
        {
            foreach (var part in parts)
            {
                await using var reader = new ExtentReader(part.Content, blobs);
                for (long offset = 0; offset < part.Content.Length;)
                {
                    var bytes = filled.AsMemory(0, (int)Math.Min(BufferSize, part.Content.Length - offset));
                    await reader.ReadExactlyAsync(offset, bytes, cancellationToken);
                    await showing;
                    showing = ShowAsync(bytes, part.Sinks);
                    (filled, shown) = (shown, filled);
                    offset += bytes.Length;
                }
            }
        }
        finally
        {
            await showing;
            ArrayPool<byte>.Shared.Return(filled);
            ArrayPool<byte>.Shared.Return(shown);
        }
    }

    private static Task ShowAsync(ReadOnlyMemory<byte> bytes, IReadOnlyList<Action<ReadOnlySpan<byte>>> sinks)
    {
        if (bytes.Length >= WorthATask)
        {
            return Task.WhenAll(sinks.Select(sink => Task.Run(() => sink(bytes.Span))));
        }

        foreach (var sink in sinks)
        {
            sink(bytes.Span);
        }

        return Task.CompletedTask;
    }
}
