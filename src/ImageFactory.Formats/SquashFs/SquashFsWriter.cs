using ImageFactory.Formats.Extents;
using ImageFactory.Formats.SquashFs.Writing;

namespace ImageFactory.Formats.SquashFs;

/// <summary>
/// Writes a squashfs 4.0 image from front to back, all but its first 96 bytes. Content that comes as a stream can be written before
/// the tree is known, so that an archive is packed in one pass. Given the same content in the same order, tree, options (but for the
/// threads) and codec libraries it writes the same bytes. Memory is bounded by the number of threads and the size of the metadata,
/// not by the content.
/// </summary>
public sealed class SquashFsWriter : IAsyncDisposable
{
    private readonly SquashFsOptions _options;
    private readonly BodyStream _body;
    private readonly DataWriter _data;

    private SquashFsWriter(SquashFsOptions options, BodyStream body)
    {
        _options = options;
        _body = body;
        _data = new DataWriter(options, body);
    }

    /// <summary>Starts an image.</summary>
    /// <param name="options">How it is written.</param>
    /// <param name="output">Where the body goes; it need not seek and stays open.</param>
    /// <param name="cancellationToken">Stops the work; what was written then is of no use.</param>
    /// <exception cref="ArgumentException">An option is impossible.</exception>
    public static async Task<SquashFsWriter> CreateAsync(SquashFsOptions options, Stream output, CancellationToken cancellationToken)
    {
        OptionRules.Check(options);
        var body = new BodyStream(output);
        await body.WriteAsync(CompressorOptions.Serialize(options), cancellationToken);
        return new SquashFsWriter(options, body);
    }

    /// <summary>Writes a whole image at once; see <see cref="CreateAsync"/> and <see cref="FinishAsync"/>.</summary>
    public static async Task<SquashFsImage> WriteAsync(
        SquashFsTree tree, SquashFsOptions options, IBlobSource blobs, Stream output, CancellationToken cancellationToken)
    {
        await using var writer = await CreateAsync(options, output, cancellationToken);
        return await writer.FinishAsync(tree, blobs, cancellationToken);
    }

    /// <summary>Writes the content of a file, up to the end of the stream, for a tree that comes later.</summary>
    public Task<SquashFsContent> WriteContentAsync(Stream content, CancellationToken cancellationToken) =>
        _data.WriteAsync(content, cancellationToken);

    /// <summary>Writes what the tree has left to write, and the tree.</summary>
    /// <param name="tree">What is in the image. Content of another writer must not be in it.</param>
    /// <param name="blobs">Where the maps of files are read.</param>
    /// <param name="cancellationToken">Stops the work; what was written then is of no use.</param>
    /// <exception cref="ArgumentException">The tree cannot be put into squashfs.</exception>
    /// <exception cref="FileNotFoundException">A blob is not there.</exception>
    /// <exception cref="InvalidDataException">A blob is shorter than a map says.</exception>
    public async Task<SquashFsImage> FinishAsync(SquashFsTree tree, IBlobSource blobs, CancellationToken cancellationToken)
    {
        var plan = TreePlan.Create(tree);
        var fragments = await _data.FinishAsync(plan, blobs, cancellationToken);
        return await TablesWriter.WriteAsync(plan, _options, fragments, _body, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _data.DisposeAsync();
}
