using ImageFactory.Formats.Compression;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Tar;
using ImageFactory.Sample.Files;

namespace ImageFactory.Sample.Packages;

/// <summary>Unpacks the files of a Debian package.</summary>
internal static class DebFiles
{
    private static readonly DecompressionLimits Limits = new() { MaxBytes = 4L * 1024 * 1024 * 1024, MaxRatio = 2000 };

    private static readonly TarLimits TarLimits = new() { MaxEntries = 100_000, MaxEntrySize = Limits.MaxBytes };

    /// <summary>The files; their content is kept in the store.</summary>
    /// <param name="package">The digest and length of the package.</param>
    /// <param name="packages">Where packages are found.</param>
    /// <param name="store">Where the content goes.</param>
    /// <exception cref="InvalidDataException">The package is damaged.</exception>
    public static async Task<FileTree> UnpackAsync(
        Digest package, IBlobSource packages, ScratchStore store, CancellationToken cancellationToken)
    {
        await using var source = await packages.OpenAsync(package, cancellationToken);
        var (offset, length) = await DebArchive.FindDataAsync(source, cancellationToken);
        await using var data = new ExtentStream(ExtentMap.OfBlob(package, source.Length).Slice(offset, length), packages);
        await using var tar = await Decompression.OpenDetectedAsync(data, Limits, leaveOpen: true, cancellationToken);
        using var reader = new TarReader(tar, TarLimits);
        var files = new FileTree();
        while (await reader.NextAsync(cancellationToken) is { } entry)
        {
            var node = await NodeOfAsync(entry, reader.Content, files, store, cancellationToken);
            if (node is not null && !files.TryAdd(entry.Path, node))
            {
                throw new InvalidDataException($"The package has '{entry.Path}' twice, or below something that is no directory.");
            }
        }

        return files;
    }

    // The root itself is of no use; devices and pipes are in no package that is taken here.
    private static async Task<TreeNode?> NodeOfAsync(
        TarEntry entry, Stream content, FileTree files, ScratchStore store, CancellationToken cancellationToken) => entry.Type switch
        {
            _ when entry.Path.Length == 0 => null,
            TarEntryType.Directory => new TreeDirectory(),
            TarEntryType.File => new TreeFile((await store.KeepAsync(content, cancellationToken)).Map, entry.Mode),
            TarEntryType.Symlink => new TreeSymlink(entry.LinkTarget),
            TarEntryType.HardLink when files.Nodes.GetValueOrDefault(entry.LinkTarget) is TreeFile linked => linked,
            _ => throw new InvalidDataException($"The package has '{entry.Path}' of the type {entry.Type}, which cannot be used."),
        };
}
