using System.Text;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Tar;

/// <summary>
/// Writes a tar archive of one large file without its holes, as GNU tar does with <c>--sparse --format=oldgnu</c> (GNU tar manual:
/// "Basic Tar Format"). Blocks that the file's map shows as zeros are left out; nothing is read.
/// </summary>
public static class SparseTarImage
{
    /// <summary>The map of an archive of one file.</summary>
    /// <exception cref="ArgumentException">It is no file, its path is not one of up to 100 ASCII characters, or it is no multiple of 512 bytes long.</exception>
    public static ExtentMap Map(TarMember file)
    {
        var (entry, content) = file;
        if (entry.Type != TarEntryType.File || entry.Path.Length is 0 or > TarFormat.NameLength || !Ascii.IsValid(entry.Path))
        {
            throw new ArgumentException(
                $"'{entry.Path}' is not a file with a path of up to {TarFormat.NameLength} ASCII characters.", nameof(file));
        }

        if (content.Length % TarFormat.BlockSize != 0)
        {
            throw new ArgumentException(
                $"'{entry.Path}' has {content.Length} bytes, which is no multiple of {TarFormat.BlockSize}.", nameof(file));
        }

        var runs = Runs(content).ToList();
        var archive = new ExtentMapBuilder().AppendSparse(new GnuSparseHeader(entry, content.Length, runs).ToBytes());
        foreach (var run in runs)
        {
            archive.Append(content.Slice(run.Offset, run.Length));
        }

        return archive.AppendZeros(2 * TarFormat.BlockSize).PadTo(TarFormat.RecordSize).Build();
    }

    private static IEnumerable<GnuSparseRun> Runs(ExtentMap content)
    {
        long end = 0;
        foreach (var run in DataBlocks.Of(content, TarFormat.BlockSize))
        {
            yield return new GnuSparseRun(run.First * TarFormat.BlockSize, run.Count * TarFormat.BlockSize);
            end = run.End * TarFormat.BlockSize;
        }

        // Readers take the end of the last run for the end of the file.
        if (end < content.Length || content.Length == 0)
        {
            yield return new GnuSparseRun(content.Length, 0);
        }
    }
}
