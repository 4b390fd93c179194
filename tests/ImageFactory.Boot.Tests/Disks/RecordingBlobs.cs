using ImageFactory.Formats.Extents;

namespace ImageFactory.Boot.Tests.Disks;

/// <summary>Blobs of zeros that remember what was read of them.</summary>
internal sealed class RecordingBlobs : IBlobSource
{
    /// <summary>Where each read started and how many bytes it asked for.</summary>
    public List<(Digest Blob, long Offset, int Count)> Reads { get; } = [];

    public ValueTask<IByteSource> OpenAsync(Digest blob, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IByteSource>(new Recording(this, blob));

    private sealed class Recording(RecordingBlobs owner, Digest blob) : IByteSource
    {
        public long Length => long.MaxValue;

        public ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
        {
            owner.Reads.Add((blob, offset, buffer.Length));
            buffer.Span.Clear();
            return ValueTask.FromResult(buffer.Length);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
