namespace ImageFactory.Oci.Content;

/// <summary>
/// Flattens layers that are read from the top one down (image specification, layer.md, "Whiteouts"): remembers what the layers
/// read so far cover in those below. What a layer itself holds is never covered by its own whiteouts.
/// </summary>
internal sealed class LayerCover
{
    private const string WhiteoutPrefix = ".wh.";
    private const string WhiteoutMetadata = ".wh..wh.";
    private const string OpaqueMarker = ".wh..wh..opq";
    private const int MostPaths = 1_000_000;
    private const int DeepestPath = 128;
    private const long MostCharacters = 64 * 1024 * 1024;

    private readonly Dictionary<string, Extent> _above = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Extent>.AlternateLookup<ReadOnlySpan<char>> _aboveByPart;
    private readonly List<(string Path, Extent Extent)> _layer = [];
    private int _paths;
    private long _characters;

    public LayerCover() => _aboveByPart = _above.GetAlternateLookup<ReadOnlySpan<char>>();

    [Flags]
    private enum Extent
    {
        Itself = 1,
        Below = 2,
    }

    /// <summary>Takes note of an entry; false when it is not to be seen: covered from above, or itself a whiteout.</summary>
    /// <param name="path">The path below the root, clean; empty for the root itself.</param>
    /// <exception cref="InvalidDataException">The layers have too many paths, or one that is too deep.</exception>
    public bool Add(string path, bool isDirectory)
    {
        Count(path);
        var slash = path.LastIndexOf('/');
        var name = path[(slash + 1)..];
        if (name.StartsWith(WhiteoutPrefix, StringComparison.Ordinal))
        {
            AddWhiteout(path[..(slash + 1)], name);
            return false;
        }

        if (IsCovered(path))
        {
            return false;
        }

        Cover(path, isDirectory ? Extent.Itself : Extent.Itself | Extent.Below);
        return true;
    }

    /// <summary>From here on, the layer below is read.</summary>
    public void EndLayer()
    {
        foreach (var (path, extent) in _layer)
        {
            _above[path] = _above.GetValueOrDefault(path) | extent;
        }

        _layer.Clear();
    }

    private void AddWhiteout(string directory, string name)
    {
        if (string.Equals(name, OpaqueMarker, StringComparison.Ordinal))
        {
            Cover(directory.TrimEnd('/'), Extent.Below);
        }
        else if (!name.StartsWith(WhiteoutMetadata, StringComparison.Ordinal))
        {
            Cover(directory + name[WhiteoutPrefix.Length..], Extent.Itself | Extent.Below);
        }
    }

    private bool IsCovered(string path)
    {
        if (_above.Count == 0)
        {
            return false;
        }

        if (Find(path).HasFlag(Extent.Itself) || Find(string.Empty).HasFlag(Extent.Below))
        {
            return true;
        }

        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            if (Find(path.AsSpan(0, slash)).HasFlag(Extent.Below))
            {
                return true;
            }
        }

        return false;
    }

    private Extent Find(ReadOnlySpan<char> path) => _aboveByPart.TryGetValue(path, out var extent) ? extent : default;

    private void Cover(string path, Extent extent) => _layer.Add((path, extent));

    private void Count(string path)
    {
        if (path.AsSpan().Count('/') >= DeepestPath)
        {
            throw new InvalidDataException($"The path '{path}' is deeper than {DeepestPath} directories.");
        }

        _paths++;
        _characters += path.Length;
        if (_paths > MostPaths || _characters > MostCharacters)
        {
            throw new InvalidDataException(
                $"The layers have more than {MostPaths} paths or {MostCharacters} characters in them.");
        }
    }
}
