using ImageFactory.Formats.Extents;
using ImageFactory.Formats.SquashFs.Writing;

namespace ImageFactory.Formats.SquashFs;

/// <summary>
/// Writes squashfs 4.0 images. Given the same tree, options (but for the threads) and codec libraries it writes the same bytes.
/// Memory is bounded by the number of threads and the size of the metadata, not by the content.
/// </summary>
public static class SquashFsWriter
{
    /// <summary>
    /// Compresses <paramref name="tree"/> and writes all of the image but its first 96 bytes to <paramref name="output"/>, from
    /// front to back.
    /// </summary>
    /// <param name="tree">What goes in.</param>
    /// <param name="options">How.</param>
    /// <param name="blobs">Where the content of the files is read.</param>
    /// <param name="output">Where the body goes; it need not seek and stays open.</param>
    /// <param name="cancellationToken">Stops the work; what was written then is of no use.</param>
    /// <exception cref="ArgumentException">The tree or an option cannot be put into squashfs.</exception>
    /// <exception cref="FileNotFoundException">A blob is not there.</exception>
    /// <exception cref="InvalidDataException">A blob is shorter than a map says.</exception>
    public static async Task<SquashFsImage> WriteAsync(
        SquashFsTree tree, SquashFsOptions options, IBlobSource blobs, Stream output, CancellationToken cancellationToken)
    {
        OptionRules.Check(options);
        var plan = TreePlan.Create(tree);
        var body = new BodyStream(output);
        await body.WriteAsync(CompressorOptions.Serialize(options), cancellationToken);
        var fragments = await DataWriter.WriteAsync(plan, options, new DataPath(blobs, body), cancellationToken);
        return await TablesWriter.WriteAsync(plan, options, fragments, body, cancellationToken);
    }
}
