using ImageFactory.Testing;

namespace ImageFactory.Tests.Architecture;

/// <summary>A text file of the repository.</summary>
/// <param name="Path">Its path from the root, with forward slashes.</param>
/// <param name="Text">Its content.</param>
internal sealed record SourceFile(string Path, string Text)
{
    /// <summary>Every file below the folders whose name ends as given, in the order of their paths.</summary>
    public static IEnumerable<SourceFile> Below(string suffix, params string[] folders) =>
        folders
            .Select(folder => RepositoryRoot.Combine(folder.Split('/')))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*" + suffix, SearchOption.AllDirectories))
            .Where(path => !IsBuilt(path))
            .Order(StringComparer.Ordinal)
            .Select(path => new SourceFile(System.IO.Path.GetRelativePath(RepositoryRoot.Path, path), File.ReadAllText(path)));

    /// <summary>The lines with their numbers, from 1.</summary>
    public IEnumerable<(int Number, string Text)> Lines => Text.Split('\n').Select((line, index) => (index + 1, line));

    private static bool IsBuilt(string path) => path.Split('/').Intersect(["bin", "obj", "node_modules"], StringComparer.Ordinal).Any();
}
