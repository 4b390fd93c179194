using ImageFactory.Formats.Extents;
using Microsoft.Win32.SafeHandles;

namespace ImageFactory.Sample.Files;

/// <summary>An open file of the <see cref="ScratchStore"/>.</summary>
internal sealed class ScratchFile(SafeFileHandle handle) : IByteSource
{
    public long Length { get; } = RandomAccess.GetLength(handle);

    public ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken) =>
        RandomAccess.ReadAsync(handle, buffer, offset, cancellationToken);

    public ValueTask DisposeAsync()
    {
        handle.Dispose();
        return ValueTask.CompletedTask;
    }
}
