using ImageFactory.Formats.Extents;
using ImageFactory.Oci.Content;

namespace ImageFactory.Sample.Files;

/// <summary>Files named by their digests in a directory of its own, which is deleted at the end. Safe for several threads.</summary>
internal sealed class ScratchStore : IBlobSource, IDisposable
{
    private readonly string _directory;
    private long _number;

    /// <summary>A store in a directory that does not exist yet, or is left of a run before.</summary>
    public ScratchStore(string directory)
    {
        _directory = directory;
        Delete();
        Directory.CreateDirectory(directory);
    }

    /// <summary>Keeps all of a stream.</summary>
    public Task<ScratchBlob> KeepAsync(Stream content, CancellationToken cancellationToken) =>
        WriteAsync(output => content.CopyToAsync(output, cancellationToken));

    /// <summary>Keeps what is written.</summary>
    public async Task<ScratchBlob> WriteAsync(Func<Stream, Task> write)
    {
        var unfinished = Path.Combine(_directory, $"unfinished-{Interlocked.Increment(ref _number)}");
        await using var file = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 128 * 1024);
        await using var output = new HashingStream(file);
        await write(output);
        await file.DisposeAsync();
        var blob = new ScratchBlob(output.ComputeDigest(), output.Length);
        File.Move(unfinished, PathOf(blob.Digest), overwrite: true);
        return blob;
    }

    /// <summary>The content of a map as a stream.</summary>
    public ExtentStream Open(ExtentMap map) => new(map, this);

    /// <inheritdoc/>
    public ValueTask<IByteSource> OpenAsync(Digest blob, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IByteSource>(new ScratchFile(File.OpenHandle(PathOf(blob))));

    /// <inheritdoc/>
    public void Dispose() => Delete();

    private string PathOf(Digest digest) => Path.Combine(_directory, digest.Hex);

    private void Delete()
    {
        if (Directory.Exists(_directory))
        {
            Directory.Delete(_directory, recursive: true);
        }
    }
}
