using ImageFactory.Formats.Extents;

namespace ImageFactory.Sample.Packages;

/// <summary><c>lock.tsv</c>: name, version, processor, SHA-256, real name, suite and file of each package, between tabs.</summary>
internal sealed class PackageLock
{
    private const int Fields = 7;

    // Microcode is data for every processor, but comes in packages of one.
    private const string Fallback = "amd64";

    private readonly Dictionary<(string Name, string Architecture), LockedPackage> _packages;

    private PackageLock(Dictionary<(string Name, string Architecture), LockedPackage> packages) => _packages = packages;

    /// <summary>The packages.</summary>
    public IEnumerable<LockedPackage> Packages => _packages.Values;

    /// <summary>Reads the file.</summary>
    /// <exception cref="InvalidDataException">A line is not as it has to be.</exception>
    public static PackageLock Read(string text)
    {
        var packages = new Dictionary<(string, string), LockedPackage>();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var fields = line.Split('\t');
            if (fields.Length != Fields
                || !Digest.TryParse("sha256:" + fields[3], out var digest)
                || !string.Equals(fields[6], Path.GetFileName(fields[6]), StringComparison.Ordinal))
            {
                throw new InvalidDataException($"The lock file has the line '{line}'; expected {Fields} fields.");
            }

            packages[(fields[0], fields[2])] = new LockedPackage(fields[1], digest, fields[6]);
        }

        return new PackageLock(packages);
    }

    /// <summary>The package for a processor.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public LockedPackage Get(string name, string architecture) =>
        _packages.GetValueOrDefault((name, architecture))
            ?? _packages.GetValueOrDefault((name, Fallback))
            ?? throw new InvalidDataException($"The lock file has no package '{name}' for {architecture}.");
}
