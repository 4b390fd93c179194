using System.Text;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Sample.Files;

/// <summary>
/// What goes into an archive or a file system: nodes by their path without a slash in front, a directory always before what it
/// holds. Directories above a node come by themselves.
/// </summary>
internal sealed class FileTree
{
    private readonly SortedDictionary<string, TreeNode> _nodes = new(StringComparer.Ordinal);

    /// <summary>The nodes, sorted.</summary>
    public IReadOnlyDictionary<string, TreeNode> Nodes => _nodes;

    /// <summary>Adds a directory, unless it is there.</summary>
    public FileTree AddDirectory(string path) => Add(path, new TreeDirectory());

    /// <summary>Adds a text file.</summary>
    public FileTree AddText(string path, string text, int mode = FileModes.File) =>
        Add(path, new TreeFile(ExtentMap.OfBytes(Encoding.UTF8.GetBytes(text)), mode));

    /// <summary>Adds a node.</summary>
    /// <exception cref="ArgumentException">There is another node already, or something above it is no directory.</exception>
    public FileTree Add(string path, TreeNode node) =>
        TryAdd(path, node) ? this : throw new ArgumentException($"'{path}' is there twice, or below something that is no directory.", nameof(path));

    /// <summary>Adds a node, or answers false when there is another one, or something above it is no directory.</summary>
    public bool TryAdd(string path, TreeNode node)
    {
        var slash = path.LastIndexOf('/');
        if (slash >= 0 && !TryAdd(path[..slash], new TreeDirectory()))
        {
            return false;
        }

        return _nodes.TryAdd(path, node) || (node is TreeDirectory && _nodes[path] is TreeDirectory);
    }

    /// <summary>Adds all of another tree below a directory.</summary>
    public FileTree AddAll(FileTree other, string prefix = "")
    {
        foreach (var (path, node) in other.Nodes)
        {
            Add(prefix + path, node);
        }

        return this;
    }
}
