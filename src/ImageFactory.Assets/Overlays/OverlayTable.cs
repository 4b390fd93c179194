using System.Collections.Frozen;

namespace ImageFactory.Assets.Overlays;

/// <summary>The official boards: <c>boards.yaml</c>.</summary>
public static class OverlayTable
{
    private static readonly FrozenDictionary<string, OverlayBoard> ByName =
        Read().ToFrozenDictionary(board => board.Name, StringComparer.Ordinal);

    /// <summary>The boards, sorted by their names.</summary>
    public static IReadOnlyList<OverlayBoard> All { get; } = [.. ByName.Values.OrderBy(board => board.Name, StringComparer.Ordinal)];

    /// <summary>The board of that name, or null.</summary>
    public static OverlayBoard? Find(string name) => ByName.GetValueOrDefault(name);

    private static IReadOnlyList<OverlayBoard> Read()
    {
        using var stream = typeof(OverlayTable).Assembly.GetManifestResourceStream("boards.yaml")!; // embedded by the project file
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return OverlayDescription.Read(bytes.ToArray());
    }
}
