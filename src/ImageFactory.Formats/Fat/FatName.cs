using System.Globalization;
using System.Text;

namespace ImageFactory.Formats.Fat;

/// <summary>The names of an entry (Microsoft FAT specification, "Long File Name Implementation").</summary>
/// <param name="Short">Eight characters and three, padded with spaces.</param>
/// <param name="CaseFlags">0x08 when the eight are shown in lower case, 0x10 when the three are.</param>
/// <param name="Long">The name in full, or null when the short name and its case say it all.</param>
internal sealed record FatName(string Short, byte CaseFlags, string? Long)
{
    /// <summary>Length of a short name.</summary>
    public const int ShortLength = BaseLength + ExtensionLength;

    public const int BaseLength = 8;
    private const int ExtensionLength = 3;
    private const int LongestName = 255;
    public const byte LowerBase = 0x08;
    public const byte LowerExtension = 0x10;
    private const int MostTwins = 999_999;

    /// <summary>Directory entries that the names take.</summary>
    public int Slots => 1 + (Long is null ? 0 : FatLongName.Slots(Long));

    /// <summary>Expects a name that FAT can keep.</summary>
    /// <exception cref="ArgumentException">It cannot.</exception>
    public static void Require(string name)
    {
        var isValid = name.Length is > 0 and <= LongestName
            && !name.Any(character => character < ' ' || "\"*/:<>?\\|\x7F".Contains(character, StringComparison.Ordinal))
            && name[0] != ' '
            && name[^1] is not (' ' or '.')
            && name.EnumerateRunes().All(rune => rune != Rune.ReplacementChar);
        if (!isValid)
        {
            throw new ArgumentException($"'{name}' cannot be a name in FAT.", nameof(name));
        }
    }

    /// <summary>
    /// Finds the names of all entries of a directory. What is an 8.3 name but for its case keeps it; the others get a numbered one,
    /// in order, that none of the rest has.
    /// </summary>
    public static IReadOnlyList<FatName> Assign(IReadOnlyList<string> names)
    {
        var assigned = names.Select(TryFit).ToArray();
        var taken = assigned.OfType<FatName>().Select(name => name.Short).ToHashSet(StringComparer.Ordinal);
        for (var index = 0; index < assigned.Length; index++)
        {
            assigned[index] ??= new FatName(Number(names[index], taken), 0, names[index]);
        }

        return assigned!;
    }

    private static FatName? TryFit(string name)
    {
        var (stem, extension) = Split(name);
        var fits = stem.Length is > 0 and <= BaseLength
            && extension.Length <= ExtensionLength
            && (extension.Length > 0 || !name.Contains('.', StringComparison.Ordinal))
            && stem.All(IsShort)
            && extension.All(IsShort);
        if (!fits)
        {
            return null;
        }

        var isMixed = IsMixed(stem) || IsMixed(extension);
        var flags = (stem.Any(char.IsAsciiLetterLower) ? LowerBase : 0) | (extension.Any(char.IsAsciiLetterLower) ? LowerExtension : 0);
        return new FatName(Pad(stem, extension), isMixed ? (byte)0 : (byte)flags, isMixed ? name : null);
    }

    private static string Number(string name, HashSet<string> taken)
    {
        var (stem, extension) = Split(name.TrimStart('.'));
        var start = Shorten(stem, BaseLength);
        var end = Shorten(extension, ExtensionLength);
        for (var number = 1; number <= MostTwins; number++)
        {
            var tail = string.Create(CultureInfo.InvariantCulture, $"~{number}");
            var candidate = Pad(start[..Math.Min(start.Length, BaseLength - tail.Length)] + tail, end);
            if (taken.Add(candidate))
            {
                return candidate;
            }
        }

        throw new ArgumentException($"Too many names are like '{name}' to tell them apart in 8.3 form.", nameof(name));
    }

    private static string Shorten(string part, int length)
    {
        var kept = part.Where(character => character is not (' ' or '.')).Select(character => IsShort(character) ? character : '_');
        return string.Concat(kept.Take(length)).ToUpperInvariant();
    }

    private static (string Stem, string Extension) Split(string name)
    {
        var dot = name.LastIndexOf('.');
        return dot < 0 ? (name, string.Empty) : (name[..dot], name[(dot + 1)..]);
    }

    private static string Pad(string stem, string extension) =>
        (stem.PadRight(BaseLength) + extension.PadRight(ExtensionLength)).ToUpperInvariant();

    private static bool IsShort(char character) =>
        char.IsAsciiLetterOrDigit(character) || "$%'-_@~`!(){}^#&".Contains(character, StringComparison.Ordinal);

    private static bool IsMixed(string part) => part.Any(char.IsAsciiLetterLower) && part.Any(char.IsAsciiLetterUpper);
}
