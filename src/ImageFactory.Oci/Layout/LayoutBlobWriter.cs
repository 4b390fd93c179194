using ImageFactory.Oci.Content;
using ImageFactory.Oci.Documents;

namespace ImageFactory.Oci.Layout;

/// <summary>
/// A blob of an image layout while it is written. It is in the layout after <see cref="CompleteAsync"/>; disposed before that,
/// nothing of it remains.
/// </summary>
public sealed class LayoutBlobWriter : HashingStream
{
    private static readonly FileStreamOptions Options = new()
    {
        Mode = FileMode.CreateNew,
        Access = FileAccess.Write,
        BufferSize = 128 * 1024,
    };

    private readonly string _directory;
    private readonly FileStream _file;
    private bool _isInPlace;

    private LayoutBlobWriter(string directory, FileStream file)
        : base(file)
    {
        _directory = directory;
        _file = file;
    }

    internal static LayoutBlobWriter Create(string directory, long number) =>
        new(directory, new FileStream(Path.Combine(LayoutPaths.Unfinished(directory), $"{number}"), Options));

    /// <summary>Moves the blob to its place.</summary>
    public async Task<Descriptor> CompleteAsync(string mediaType, CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken);
        await _file.DisposeAsync();
        var descriptor = new Descriptor { MediaType = mediaType, Digest = ComputeDigest(), Size = Length };
        var path = LayoutPaths.Blob(_directory, descriptor.Digest);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!); // a blob's path has a directory
        File.Move(_file.Name, path, overwrite: true);
        _isInPlace = true;
        return descriptor;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isInPlace)
        {
            try
            {
                _file.Dispose();
            }
            finally
            {
                File.Delete(_file.Name);
            }
        }

        base.Dispose(disposing);
    }
}
