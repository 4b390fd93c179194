using System.Text;
using ImageFactory.Formats.Extents;
using Microsoft.Win32.SafeHandles;

namespace ImageFactory.Inspection;

/// <summary>A file of the machine as the only blob of a map. It is named after its path: nothing asks for its real digest.</summary>
internal sealed class LocalFile : IBlobSource, IDisposable
{
    private readonly SafeFileHandle _handle;
    private readonly Digest _name;

    private LocalFile(SafeFileHandle handle, string path)
    {
        _handle = handle;
        _name = Digest.OfBytes(Encoding.UTF8.GetBytes(Path.GetFullPath(path)));
        Map = ExtentMap.OfBlob(_name, RandomAccess.GetLength(handle));
    }

    /// <summary>The whole file.</summary>
    public ExtentMap Map { get; }

    /// <summary>Opens a file.</summary>
    /// <exception cref="IOException">The file is not there, or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a directory.</exception>
    public static LocalFile Open(string path)
    {
        var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        try
        {
            return new LocalFile(handle, path);
        }
        catch (NotSupportedException exception)
        {
            handle.Dispose();
            throw new IOException($"'{path}' is a stream; an image has to be a file.", exception);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IByteSource> OpenAsync(Digest blob, CancellationToken cancellationToken) => blob == _name
        ? ValueTask.FromResult<IByteSource>(new Bytes(_handle, Map.Length))
        : throw new FileNotFoundException($"There is no blob {blob}.");

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private sealed class Bytes(SafeFileHandle handle, long length) : IByteSource
    {
        public long Length => length;

        public ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken) =>
            RandomAccess.ReadAsync(handle, buffer, offset, cancellationToken);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
