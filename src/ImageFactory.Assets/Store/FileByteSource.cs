using ImageFactory.Formats.Extents;
using Microsoft.Win32.SafeHandles;

namespace ImageFactory.Assets.Store;

internal sealed class FileByteSource(SafeFileHandle file) : IByteSource
{
    public long Length { get; } = RandomAccess.GetLength(file);

    public ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken) =>
        RandomAccess.ReadAsync(file, buffer, offset, cancellationToken);

    public ValueTask DisposeAsync()
    {
        file.Dispose();
        return ValueTask.CompletedTask;
    }
}
