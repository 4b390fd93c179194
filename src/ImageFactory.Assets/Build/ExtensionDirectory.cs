using ImageFactory.Formats.SquashFs;

namespace ImageFactory.Assets.Build;

/// <summary>A directory of an extension while its files come in, in any order.</summary>
internal sealed class ExtensionDirectory
{
    private const int DefaultMode = 0x1ED;

    private readonly Dictionary<string, ExtensionDirectory> _directories = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SquashFsNode> _nodes = new(StringComparer.Ordinal);

    public int Mode { get; set; } = DefaultMode;

    public ExtensionDirectory GetDirectory(string path, Func<string, Exception> notDirectory)
    {
        var directory = this;
        foreach (var part in path.Split('/'))
        {
            if (directory._nodes.ContainsKey(part))
            {
                throw notDirectory(part);
            }

            if (!directory._directories.TryGetValue(part, out var next))
            {
                next = new ExtensionDirectory();
                directory._directories.Add(part, next);
            }

            directory = next;
        }

        return directory;
    }

    public bool TryPut(string path, SquashFsNode node, Func<string, Exception> notDirectory)
    {
        var slash = path.LastIndexOf('/');
        var directory = slash < 0 ? this : GetDirectory(path[..slash], notDirectory);
        var name = path[(slash + 1)..];
        return !directory._directories.ContainsKey(name) && directory._nodes.TryAdd(name, node);
    }

    public SquashFsNode? Find(string path)
    {
        var directory = this;
        var parts = path.Split('/');
        foreach (var part in parts[..^1])
        {
            if (!directory._directories.TryGetValue(part, out directory))
            {
                return null;
            }
        }

        return directory._nodes.GetValueOrDefault(parts[^1]);
    }

    public SquashFsDirectory ToDirectory()
    {
        var entries = new Dictionary<string, SquashFsNode>(_nodes, StringComparer.Ordinal);
        foreach (var (name, directory) in _directories)
        {
            entries.Add(name, directory.ToDirectory());
        }

        return new SquashFsDirectory
        {
            Mode = Mode,
            Uid = 0,
            Gid = 0,
            ModificationTime = CompositionRules.Timestamp,
            Entries = entries,
        };
    }
}
