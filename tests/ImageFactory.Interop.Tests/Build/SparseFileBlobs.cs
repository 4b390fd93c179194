using ImageFactory.Formats.Extents;
using ImageFactory.Testing;

namespace ImageFactory.Interop.Tests.Build;

/// <summary>A sparse file as a blob, and as the map that shows its holes as zeros.</summary>
internal sealed class SparseFileBlobs(string path) : IBlobSource
{
    private const int SectorSize = 512;

    // Only a name: nothing here verifies it.
    private readonly Digest _digest = Digest.OfBytes("file"u8);

    /// <summary>The map of the file, as <c>qemu-img map</c> sees it.</summary>
    public async Task<ExtentMap> MapAsync()
    {
        using var map = System.Text.Json.JsonDocument.Parse(await Tool.RunAsync("qemu-img", "map", "--output=json", "-f", "raw", path));
        var builder = new ExtentMapBuilder();
        foreach (var run in map.RootElement.EnumerateArray())
        {
            var start = run.GetProperty("start").GetInt64();
            var length = run.GetProperty("length").GetInt64();
            _ = run.GetProperty("zero").GetBoolean() ? builder.AppendZeros(length) : builder.AppendBlob(_digest, start, length);
        }

        Assert.Equal(0, builder.Length % SectorSize);
        return builder.Build();
    }

    public ValueTask<IByteSource> OpenAsync(Digest blob, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IByteSource>(new OpenFile(File.OpenHandle(path)));

    private sealed class OpenFile(Microsoft.Win32.SafeHandles.SafeFileHandle handle) : IByteSource
    {
        public long Length => RandomAccess.GetLength(handle);

        public ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken) =>
            RandomAccess.ReadAsync(handle, buffer, offset, cancellationToken);

        public ValueTask DisposeAsync()
        {
            handle.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
