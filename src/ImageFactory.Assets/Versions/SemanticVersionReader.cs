using System.Buffers;
using System.Globalization;

namespace ImageFactory.Assets.Versions;

/// <summary>The grammar of Semantic Versioning 2.0, sections 2, 9 and 10, behind an optional <c>v</c>.</summary>
internal static class SemanticVersionReader
{
    /// <summary>The longest tag that the OCI distribution specification allows.</summary>
    private const int MaximumLength = 128;

    private static readonly SearchValues<char> IdentifierCharacters =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-");

    public static bool TryRead(string? text, int minimumNumbers, out TalosVersion version)
    {
        version = default;
        if (string.IsNullOrEmpty(text) || text.Length > MaximumLength)
        {
            return false;
        }

        var (rest, build) = CutAt(text[0] == 'v' ? text[1..] : text, '+');
        var (numbers, prerelease) = CutAt(rest, '-');
        if (!TryReadNumbers(numbers.Split('.'), minimumNumbers, out var release))
        {
            return false;
        }

        // A short form has no pre-release: "1.11-rc.1" names no patch that it would precede.
        var isShort = numbers.Count(c => c == '.') < 2;
        if ((isShort && (prerelease is not null || build is not null))
            || !AreIdentifiers(prerelease, leadingZeros: false)
            || !AreIdentifiers(build, leadingZeros: true))
        {
            return false;
        }

        version = new TalosVersion(release, prerelease, build);
        return true;
    }

    private static (string Before, string? After) CutAt(string text, char separator)
    {
        var at = text.IndexOf(separator, StringComparison.Ordinal);
        return at < 0 ? (text, null) : (text[..at], text[(at + 1)..]);
    }

    private static bool TryReadNumbers(string[] parts, int minimumNumbers, out TalosVersion release)
    {
        release = default;
        if (parts.Length < minimumNumbers || parts.Length > 3)
        {
            return false;
        }

        var numbers = new int[3];
        for (var i = 0; i < parts.Length; i++)
        {
            if (HasLeadingZero(parts[i])
                || !int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]))
            {
                return false;
            }
        }

        release = new TalosVersion(numbers[0], numbers[1], numbers[2]);
        return true;
    }

    private static bool AreIdentifiers(string? identifiers, bool leadingZeros) =>
        identifiers is null || Array.TrueForAll(identifiers.Split('.'), identifier =>
            identifier.Length > 0
            && !identifier.AsSpan().ContainsAnyExcept(IdentifierCharacters)
            && (leadingZeros || !IsNumberWithLeadingZero(identifier)));

    private static bool IsNumberWithLeadingZero(string identifier) =>
        HasLeadingZero(identifier) && !identifier.AsSpan().ContainsAnyExceptInRange('0', '9');

    private static bool HasLeadingZero(string number) => number.Length > 1 && number[0] == '0';
}
