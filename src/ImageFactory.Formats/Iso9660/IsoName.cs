using System.Globalization;

namespace ImageFactory.Formats.Iso9660;

/// <summary>The plain names beside those of Rock Ridge: A-Z, 0-9 and '_', up to 31 characters (ECMA-119, 7.5 and 7.6).</summary>
internal static class IsoName
{
    private const int LongestDirectory = 31;
    private const int LongestFile = 30;
    private const int LongestExtension = 10;

    /// <summary>The names of all entries of a directory, in their order; every one is there once.</summary>
    public static IReadOnlyList<string> Assign(IEnumerable<Iso9660Entry> entries)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        return [.. entries.Select(entry => AssignOne(entry, taken))];
    }

    private static string AssignOne(Iso9660Entry entry, HashSet<string> taken)
    {
        var (stem, extension) = Split(entry);
        var isDirectory = entry.Type is Iso9660EntryType.Directory;
        var longest = isDirectory ? LongestDirectory : LongestFile - extension.Length;
        var end = isDirectory ? string.Empty : "." + extension;
        var candidate = stem[..Math.Min(stem.Length, longest)] + end;
        var number = 0;
        while (!taken.Add(candidate))
        {
            number++;
            var tail = number.ToString(CultureInfo.InvariantCulture);
            candidate = stem[..Math.Min(stem.Length, longest - tail.Length)] + tail + end;
        }

        return candidate;
    }

    private static (string Stem, string Extension) Split(Iso9660Entry entry)
    {
        var dot = entry.Type is Iso9660EntryType.Directory ? -1 : entry.Name.LastIndexOf('.');
        if (dot < 0)
        {
            return (Plain(entry.Name), string.Empty);
        }

        var extension = Plain(entry.Name[(dot + 1)..]);
        return (Plain(entry.Name[..dot]), extension[..Math.Min(extension.Length, LongestExtension)]);
    }

    private static string Plain(string text) => string.Concat(text.ToUpperInvariant().Select(
        character => char.IsAsciiLetterUpper(character) || char.IsAsciiDigit(character) ? character : '_'));
}
