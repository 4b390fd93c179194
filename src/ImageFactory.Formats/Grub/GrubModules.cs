using System.Text;

namespace ImageFactory.Formats.Grub;

/// <summary>The files of one platform of GRUB, such as <c>i386-pc</c>: its modules and what images start with.</summary>
public sealed class GrubModules
{
    private const string DependencyList = "moddep.lst";

    // GRUB's own modules nest about ten deep.
    private const int DeepestDependency = 64;

    private readonly IReadOnlyDictionary<string, ReadOnlyMemory<byte>> _files;
    private readonly Dictionary<string, string[]> _dependencies = new(StringComparer.Ordinal);

    /// <summary>The files by name, as the directory <c>usr/lib/grub/PLATFORM</c> has them.</summary>
    /// <exception cref="InvalidDataException">The list of dependencies is missing or no such list.</exception>
    public GrubModules(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files)
    {
        _files = files;
        foreach (var line in Encoding.ASCII.GetString(Get(DependencyList).Span).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 1)
            {
                throw new InvalidDataException($"'{line}' in GRUB's {DependencyList} names no module.");
            }

            _dependencies[line[..colon]] = line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        }
    }

    /// <summary>The content of a file.</summary>
    /// <exception cref="InvalidDataException">The file is not there.</exception>
    public ReadOnlyMemory<byte> Get(string name) => _files.TryGetValue(name, out var content)
        ? content
        : throw new InvalidDataException($"GRUB's file {name} is missing.");

    /// <summary>The modules with all that they need, each once, behind what it needs: as GRUB initializes them.</summary>
    internal IReadOnlyList<ReadOnlyMemory<byte>> Load(IEnumerable<string> names)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var found = new List<ReadOnlyMemory<byte>>();
        foreach (var name in names)
        {
            Load(name, 0, seen, found);
        }

        return found;
    }

    private void Load(string name, int depth, HashSet<string> seen, List<ReadOnlyMemory<byte>> found)
    {
        if (!seen.Add(name))
        {
            return;
        }

        if (depth > DeepestDependency)
        {
            throw new InvalidDataException($"GRUB's module {name} is needed through more than {DeepestDependency} others.");
        }

        // The last one named is taken first, as grub-mkimage does.
        foreach (var needed in _dependencies.GetValueOrDefault(name, []).Reverse())
        {
            Load(needed, depth + 1, seen, found);
        }

        found.Add(Get(name + ".mod"));
    }
}
