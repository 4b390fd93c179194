namespace ImageFactory.Assets.Schematics.Reading;

/// <summary>Finds what somebody may have meant.</summary>
internal static class NearestName
{
    private const int LongestName = 64;
    private const int ShortestPart = 4;

    /// <summary>The candidate with the fewest edits, or one that contains the name or is contained in it; null when none is near.</summary>
    public static string? Find(string name, IReadOnlyList<string> candidates)
    {
        if (name.Length is 0 or > LongestName)
        {
            return null;
        }

        var (nearest, edits) = candidates.Select(candidate => (Name: candidate, Edits: Edits(name, candidate))).MinBy(pair => pair.Edits);
        var isNear = edits <= Math.Max(1, Math.Min(name.Length, nearest.Length) / 3);
        return isNear ? nearest : candidates.FirstOrDefault(candidate => Contains(candidate, name) || Contains(name, candidate));
    }

    private static bool Contains(string whole, string part) =>
        part.Length >= ShortestPart && whole.Contains(part, StringComparison.OrdinalIgnoreCase);

    // Levenshtein's distance, one row at a time, without regard to case.
    private static int Edits(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var isSame = char.ToUpperInvariant(from[i - 1]) == char.ToUpperInvariant(to[j - 1]);
                var replaced = diagonal + (isSame ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
