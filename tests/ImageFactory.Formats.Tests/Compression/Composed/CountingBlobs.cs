using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Tests.Compression.Composed;

/// <summary>Counts which blobs are opened.</summary>
internal sealed class CountingBlobs(IBlobSource blobs) : IBlobSource
{
    private int _opened;

    public int Opened => _opened;

    public ValueTask<IByteSource> OpenAsync(Digest blob, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _opened);
        return blobs.OpenAsync(blob, cancellationToken);
    }
}
