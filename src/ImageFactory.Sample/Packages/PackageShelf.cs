using System.Collections.Concurrent;
using ImageFactory.Formats.Extents;
using ImageFactory.Sample.Files;
using ImageFactory.Sample.Table;

namespace ImageFactory.Sample.Packages;

/// <summary>The packages in a directory. Each is unpacked when it is first wanted. Safe for several threads.</summary>
internal sealed class PackageShelf : IBlobSource
{
    private readonly string _directory;
    private readonly ScratchStore _store;
    private readonly Dictionary<Digest, string> _paths;
    private readonly ConcurrentDictionary<Digest, Lazy<Task<FileTree>>> _unpacked = new();

    private PackageShelf(string directory, ScratchStore store, PackageLock packages)
    {
        _directory = directory;
        _store = store;
        Lock = packages;
        _paths = packages.Packages.DistinctBy(package => package.Digest)
            .ToDictionary(package => package.Digest, package => Path.Combine(directory, package.File));
    }

    /// <summary>What there is.</summary>
    public PackageLock Lock { get; }

    /// <summary>The packages of a directory.</summary>
    /// <exception cref="InvalidDataException">The lock file is damaged.</exception>
    public static async Task<PackageShelf> OpenAsync(string directory, ScratchStore store, CancellationToken cancellationToken) =>
        new(directory, store, PackageLock.Read(await File.ReadAllTextAsync(Path.Combine(directory, "lock.tsv"), cancellationToken)));

    /// <summary>The files of a package.</summary>
    /// <exception cref="InvalidDataException">There is no such package, or it is damaged.</exception>
    public Task<FileTree> UnpackAsync(string name, string architecture, CancellationToken cancellationToken)
    {
        var package = Lock.Get(name, architecture);
        return _unpacked.GetOrAdd(package.Digest, digest => new(() => DebFiles.UnpackAsync(digest, this, _store, cancellationToken))).Value;
    }

    /// <summary>One file of a package.</summary>
    /// <exception cref="InvalidDataException">There is no such package or file, or the package is damaged.</exception>
    public async Task<TreeNode> GetFileAsync(string name, string architecture, string path, CancellationToken cancellationToken)
    {
        var files = await UnpackAsync(name, architecture, cancellationToken);
        return files.Nodes.GetValueOrDefault(path)
            ?? throw new InvalidDataException($"The package '{name}' for {architecture} has no file '{path}'.");
    }

    /// <summary>Adds files of packages to a tree.</summary>
    /// <exception cref="InvalidDataException">A package is missing or damaged, or a pattern matches nothing.</exception>
    public async Task AddFilesAsync(FileTree tree, IEnumerable<FileRow> rows, Target target, CancellationToken cancellationToken)
    {
        foreach (var row in rows)
        {
            var pattern = new FilePattern(target.Expand(row.From));
            var files = await UnpackAsync(row.Package, target.Architecture, cancellationToken);
            var matches = files.Nodes
                .Where(node => node.Value is not TreeDirectory)
                .Select(node => (Path: pattern.Match(node.Key), Node: node.Value))
                .Where(match => match.Path is not null)
                .ToList();
            if (matches.Count == 0)
            {
                throw new InvalidDataException($"The package '{row.Package}' for {target.Architecture} has nothing like '{row.From}'.");
            }

            foreach (var (path, node) in matches)
            {
                tree.Add(target.Expand(row.To) + path, node);
            }
        }
    }

    /// <summary>The text of a file beside the packages.</summary>
    public Task<string> ReadTextAsync(string path, CancellationToken cancellationToken) =>
        File.ReadAllTextAsync(Path.Combine(_directory, path), cancellationToken);

    /// <summary>The files of a directory beside the packages, by name.</summary>
    public async Task<FileTree> ReadDirectoryAsync(string path, CancellationToken cancellationToken)
    {
        var tree = new FileTree();
        foreach (var file in Directory.GetFiles(Path.Combine(_directory, path)))
        {
            await using var content = File.OpenRead(file);
            tree.Add(Path.GetFileName(file), new TreeFile((await _store.KeepAsync(content, cancellationToken)).Map, FileModes.File));
        }

        return tree;
    }

    /// <inheritdoc/>
    public ValueTask<IByteSource> OpenAsync(Digest blob, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IByteSource>(new ScratchFile(File.OpenHandle(_paths[blob])));
}
