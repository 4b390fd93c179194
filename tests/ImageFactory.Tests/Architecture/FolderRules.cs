using System.Text.RegularExpressions;

namespace ImageFactory.Tests.Architecture;

/// <summary>Which folders of Assets may use which: the stages of a request in their order. A new folder needs a row.</summary>
internal static partial class FolderRules
{
    // Stages in the order of docs/architecture.md, then what serves them. AssetPipeline, in the root, may use all.
    private static readonly Dictionary<string, string[]> Assets = new(StringComparer.Ordinal)
    {
        ["Schematics"] = ["Store"],
        ["Versions"] = [],
        ["Profiles"] = ["Schematics", "Versions"],
        ["Artifacts"] = ["Schematics", "Versions", "Profiles", "Store", "Jobs"],
        ["Caches"] = ["Profiles", "Artifacts", "Store", "Jobs"],
        ["Overlays"] = ["Schematics", "Versions", "Profiles", "Artifacts", "Store", "Jobs"],
        ["Plans"] = ["Schematics", "Versions", "Profiles", "Artifacts", "Caches", "Overlays", "Store", "Jobs"],
        ["Build"] = ["Schematics", "Versions", "Profiles", "Artifacts", "Overlays", "Plans", "Store", "Jobs"],
        ["Models"] = ["Schematics", "Versions", "Profiles", "Artifacts", "Overlays", "Plans", "Build", "Jobs"],
        ["Evidence"] = ["Schematics", "Versions", "Profiles", "Artifacts", "Overlays", "Plans", "Build", "Store", "Jobs"],
        ["Store"] = [],
        ["Jobs"] = [],
    };

    /// <summary>One sentence for each use of a folder that the file's own folder must not know.</summary>
    public static IEnumerable<string> Violations(SourceFile file)
    {
        var parts = file.Path.Split('/');
        if (parts is not ["src", "ImageFactory.Assets", var folder, _, ..])
        {
            return [];
        }

        if (!Assets.TryGetValue(folder, out var allowed))
        {
            return [$"{file.Path}: folder {folder} has no row in {nameof(FolderRules)}"];
        }

        return file.Lines
            .SelectMany(line => Uses().Matches(line.Text).Select(use => (line.Number, Folder: use.Groups["folder"].Value)))
            .Where(use => Assets.ContainsKey(use.Folder) && !allowed.Append(folder).Contains(use.Folder, StringComparer.Ordinal))
            .Select(use => $"{file.Path}({use.Number}): {folder} must not use {use.Folder}");
    }

    [GeneratedRegex(@"\bImageFactory\.Assets\.(?<folder>\w+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Uses();
}
