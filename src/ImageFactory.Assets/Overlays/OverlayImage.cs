using ImageFactory.Assets.Artifacts;

namespace ImageFactory.Assets.Overlays;

/// <summary>What of an overlay image counts for a board.</summary>
/// <param name="Entries">What is below <c>artifacts/</c>, the board's installer, and the description, sorted by their paths.</param>
public sealed record OverlayImage(IReadOnlyList<OverlayEntry> Entries)
{
    private const string Artifacts = "artifacts/";

    private readonly Dictionary<string, Artifact> _files = Entries.Where(entry => entry.Content is not null)
        .ToDictionary(entry => entry.Path, entry => entry.Content!, StringComparer.Ordinal);

    /// <summary>The file at a path of the image, or null.</summary>
    public Artifact? Find(string path) => _files.GetValueOrDefault(path);

    /// <summary>The artifact at a path below <c>artifacts/</c>, or null.</summary>
    public Artifact? FindArtifact(string path) => Find(Artifacts + path);

    /// <summary>The artifacts below a directory, which ends with a slash: their paths inside it, and what they are.</summary>
    public IReadOnlyList<(string Path, Artifact Content)> ListArtifacts(string directory) =>
    [
        .. from entry in Entries
           where entry.Content is not null && entry.Path.StartsWith(Artifacts + directory, StringComparison.Ordinal)
           select (entry.Path[(Artifacts.Length + directory.Length)..], entry.Content),
    ];
}
