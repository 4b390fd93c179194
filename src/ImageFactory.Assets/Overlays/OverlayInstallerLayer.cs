using System.Text;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Tar;

namespace ImageFactory.Assets.Overlays;

/// <summary>
/// The layer by which an installer image brings an overlay to the machine: its artifacts, the program that the machine starts, and the
/// options. By the program an installer knows that there is an overlay.
/// </summary>
public static class OverlayInstallerLayer
{
    private const string Root = "overlay";
    private const string Program = $"{Root}/installers/default";
    private const int ProgramMode = 0b111_101_101;
    private const int FileMode = 0b110_100_100;

    /// <summary>The members of the layer, sorted by their paths; files are referenced.</summary>
    /// <param name="planned">The overlay.</param>
    /// <param name="image">Its image for the architecture of the installer.</param>
    /// <exception cref="FactoryException">The image has no installer for the board.</exception>
    public static IReadOnlyList<TarMember> Members(PlannedOverlay planned, OverlayImage image)
    {
        var installer = image.Find($"installers/{planned.Board.Name}")
            ?? throw new FactoryException(
                FactoryError.SourceInvalid,
                $"The overlay image {planned.Image} has no installers/{planned.Board.Name}, which an installer image needs on the machine.");
        var members = new SortedDictionary<string, TarMember>(StringComparer.Ordinal)
        {
            [Program] = File(Program, ProgramMode, installer.Map()),
            [$"{Root}/extra-options"] = File(
                $"{Root}/extra-options", FileMode, ExtentMap.OfBytes(Encoding.UTF8.GetBytes(planned.Options ?? "{}\n"))),
        };
        foreach (var entry in image.Entries.Where(entry => entry.Path.StartsWith("artifacts/", StringComparison.Ordinal)))
        {
            var path = $"{Root}/{entry.Path}";
            members[path] = Member(path, entry);
        }

        // Directories that the image does not list.
        foreach (var directory in members.Keys.SelectMany(Parents).Distinct(StringComparer.Ordinal).ToList())
        {
            members.TryAdd(directory, new TarMember(Entry(directory, TarEntryType.Directory, ProgramMode), ExtentMap.Empty));
        }

        return [.. members.Values];
    }

    private static TarMember Member(string path, OverlayEntry entry) => entry switch
    {
        { Content: { } content } => File(path, entry.Mode, content.Map()),
        { LinkTarget: { } target } => new TarMember(
            Entry(path, TarEntryType.Symlink, entry.Mode) with { LinkTarget = target }, ExtentMap.Empty),
        _ => new TarMember(Entry(path, TarEntryType.Directory, entry.Mode), ExtentMap.Empty),
    };

    private static TarMember File(string path, int mode, ExtentMap content) => new(Entry(path, TarEntryType.File, mode) with { Size = content.Length }, content);

    private static TarEntry Entry(string path, TarEntryType type, int mode) =>
        new() { Path = path, Type = type, Mode = mode, ModificationTime = 0 };

    // Below the two roots, which the reference does not list either.
    private static IEnumerable<string> Parents(string path)
    {
        for (var slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
        {
            if (path[..slash] is not (Root or $"{Root}/artifacts" or $"{Root}/installers"))
            {
                yield return path[..slash];
            }
        }
    }
}
