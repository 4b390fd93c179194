using ImageFactory.Testing;

namespace ImageFactory.Interop.Tests.Build;

/// <summary>What the tests of a class judge: built once for each release, and only read.</summary>
public sealed class SharedBuilds : IDisposable
{
    private readonly Dictionary<string, TemporaryDirectory> _directories = new(StringComparer.Ordinal);

    /// <summary>The directory with the files of a release, made with their extensions when they are first asked for.</summary>
    /// <param name="version">The Talos version.</param>
    /// <param name="extensions">The schematic's extensions without <c>siderolabs/</c>.</param>
    /// <param name="files">The names of the assets, the same each time.</param>
    public async Task<string> GetAsync(string version, IReadOnlyList<string> extensions, params string[] files)
    {
        if (_directories.TryGetValue(version, out var built))
        {
            return built.Combine("output");
        }

        var directory = new TemporaryDirectory();
        try
        {
            var output = await Executable.BuildAsync(directory, extensions, version, Environment.ProcessorCount, configuration: null, files);
            _directories.Add(version, directory);
            return output;
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var directory in _directories.Values)
        {
            directory.Dispose();
        }
    }
}
