using ImageFactory.Formats.Extents;

namespace ImageFactory.Assets.Store;

internal sealed class MemoryByteSource(byte[] content) : IByteSource
{
    public long Length => content.Length;

    public ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var count = (int)Math.Clamp(content.Length - offset, 0, buffer.Length);
        if (count > 0)
        {
            content.AsMemory((int)offset, count).CopyTo(buffer);
        }

        return ValueTask.FromResult(count);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
