using System.Text;
using ImageFactory.Assets.Artifacts;
using ImageFactory.Formats.Fat;
using YamlDotNet.Core;

namespace ImageFactory.Assets.Overlays;

/// <summary>
/// Reads descriptions of boards (<c>docs/overlays.md</c>): the table of the official ones, and <see cref="File"/> in overlay images of
/// others, which nobody vouches for.
/// </summary>
public static class OverlayDescription
{
    /// <summary>The path of the description in an overlay image.</summary>
    public const string File = "overlay.yaml";

    /// <summary>The longest description in bytes.</summary>
    public const int LongestDescription = 256 * 1024;

    private const int MostRows = 256;
    private const int LongestWord = 256;
    private const int LongestText = 64 * 1024;

    // 512 MiB at 512 bytes each: more than any ROM leaves to its firmware.
    private const long MostSectors = 1024 * 1024;
    private const long LargestOffset = MostSectors * 512;

    // FAT begins in 1980.
    private const long AnyTime = 1_000_000_000;

    /// <summary>The boards of a description, in its order.</summary>
    /// <exception cref="InvalidDataException">The description is damaged, or breaks a rule of the format.</exception>
    public static IReadOnlyList<OverlayBoard> Read(ReadOnlySpan<byte> yaml)
    {
        if (yaml.Length > LongestDescription)
        {
            throw new InvalidDataException($"{File} has {yaml.Length} bytes; at most {LongestDescription} are read.");
        }

        try
        {
            var document = CatalogueYaml.ReadStrict<OverlayDescriptionDocument>(Encoding.UTF8.GetString(yaml));
            IReadOnlyList<OverlayBoard> boards = [.. Few(document?.Boards, "boards").Select(Convert)];
            var twin = boards.GroupBy(board => board.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Skip(1).Any());
            return twin is null ? boards : throw Fault($"has the board '{twin.Key}' twice");
        }
        catch (YamlException exception)
        {
            throw new InvalidDataException($"{File} is no description of boards: {exception.Message}", exception);
        }
    }

    private static OverlayBoard Convert(OverlayDescriptionDocument.Board? row)
    {
        var name = Word(row?.Name, "a board's name");
        return new OverlayBoard
        {
            Name = name,
            KernelArguments = [.. Few(row!.KernelArguments, "kernelArguments").Select(argument => Word(argument, "an entry of kernelArguments"))],
            SkippedSectors = Number(row.SkippedSectors, MostSectors, "skippedSectors"),
            Firmware = [.. Few(row.Firmware, "firmware").Select(Convert)],
            Files = [.. Few(row.Files, "files").Select(Convert)],
            Texts = [.. Few(row.Texts, "texts").Select(Convert)],
        };
    }

    private static OverlayFirmware Convert(OverlayDescriptionDocument.FirmwareRow? row) => new(
        Sources(row?.From, "firmware", mayBeDirectory: false),
        Number(row!.Offset ?? throw Fault("has firmware without an offset"), LargestOffset, "offset"),
        OptionName(row.Unless));

    private static OverlayFile Convert(OverlayDescriptionDocument.FileRow? row)
    {
        var sources = Sources(row?.From, "files", mayBeDirectory: true);
        var areDirectories = sources[0].EndsWith('/');
        if (sources.Any(source => source.EndsWith('/') != areDirectories))
        {
            throw Fault($"has files and directories in one 'from', for '{row!.To}'");
        }

        return new OverlayFile(sources, areDirectories && row!.To is "" ? "" : Target(row!.To));
    }

    private static OverlayText Convert(OverlayDescriptionDocument.TextRow? row)
    {
        var target = Target(row?.To);
        return row!.Content is { Length: <= LongestText } content
            ? new OverlayText(target, content, OptionName(row.ReplacedBy), OptionName(row.AppendedBy))
            : throw Fault($"has no content for '{target}', or more than {LongestText} characters");
    }

    private static string[] Sources(List<string?>? from, string what, bool mayBeDirectory)
    {
        string[] sources = [.. Few(from, "from").Select(path => Source(path, mayBeDirectory))];
        return sources.Length > 0 ? sources : throw Fault($"has {what} without a 'from'");
    }

    private static string Source(string? path, bool mayBeDirectory)
    {
        var file = mayBeDirectory && path is [.., '/'] ? path[..^1] : path;
        return IsPath(file) ? path! : throw Fault($"takes '{path}', which is no path below artifacts/");
    }

    private static string Target(string? path)
    {
        try
        {
            return IsPath(path) ? FatEntry.Directory(path!, AnyTime).Path : throw Fault($"has the target '{path}', which is no path on the EFI system partition");
        }
        catch (ArgumentException exception)
        {
            throw new InvalidDataException($"{File} has a target that FAT cannot have: {exception.Message}", exception);
        }
    }

    private static bool IsPath(string? path) =>
        path is { Length: > 0 and <= LongestWord }
        && !path.Any(char.IsControl)
        && path.Split('/').All(part => part is not ("" or "." or ".."));

    private static string? OptionName(string? name) => name is null ? null : Word(name, "the name of an option");

    private static string Word(string? word, string what) =>
        word is { Length: > 0 and <= LongestWord } && !word.Any(character => char.IsControl(character) || char.IsWhiteSpace(character))
            ? word
            : throw Fault($"has '{word}' as {what}; expected up to {LongestWord} characters without spaces");

    private static long Number(long value, long largest, string what) =>
        value >= 0 && value <= largest ? value : throw Fault($"has {what} {value}; expected 0 to {largest}");

    private static List<T> Few<T>(List<T>? rows, string what) =>
        (rows?.Count ?? 0) <= MostRows ? rows ?? [] : throw Fault($"has more than {MostRows} {what}");

    private static InvalidDataException Fault(string what) => new($"{File} {what}.");
}
