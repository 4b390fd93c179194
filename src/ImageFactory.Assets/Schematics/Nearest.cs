namespace ImageFactory.Assets.Schematics;

/// <summary>Finds the name that was meant by a misspelt one.</summary>
internal static class Nearest
{
    /// <summary>Longer words are not compared: the work grows with the square of the length.</summary>
    private const int MaximumLength = 64;

    private const int MaximumErrors = 3;

    private const int ShortestPart = 4;

    /// <summary>
    /// The candidate with the fewest typing errors, the first of equal ones; null when none is near. The case does not matter.
    /// </summary>
    public static string? Of(string wanted, IEnumerable<string> candidates)
    {
        if (wanted.Length > MaximumLength)
        {
            return null;
        }

        string? nearest = null;
        var fewest = Math.Clamp(wanted.Length / 4, 1, MaximumErrors) + 1;
        var rows = new int[MaximumLength + 1, MaximumLength + 1];
        foreach (var candidate in candidates)
        {
            if (candidate.Length <= MaximumLength
                && Math.Abs(candidate.Length - wanted.Length) < fewest
                && Distance(rows, wanted, candidate, fewest) is var errors && errors < fewest)
            {
                (nearest, fewest) = (candidate, errors);
            }
        }

        return nearest;
    }

    /// <summary>As <see cref="Of"/>; without a near one, a candidate that contains the name or is contained in it.</summary>
    public static string? OfOrAround(string wanted, IReadOnlyList<string> candidates) =>
        Of(wanted, candidates)
        ?? candidates.FirstOrDefault(candidate => Contains(candidate, wanted) || Contains(wanted, candidate));

    /// <summary>
    /// The nearest candidates, the one with the fewest typing errors first; then those that contain the name or are contained in it.
    /// </summary>
    /// <param name="wanted">The name that is not known.</param>
    /// <param name="candidates">The names that are.</param>
    /// <param name="count">How many at most.</param>
    public static IReadOnlyList<string> Several(string wanted, IReadOnlyList<string> candidates, int count)
    {
        var found = new List<string>();
        while (found.Count < count && Of(wanted, candidates.Except(found, StringComparer.Ordinal)) is { } near)
        {
            found.Add(near);
        }

        found.AddRange(candidates
            .Where(candidate => Contains(candidate, wanted) || Contains(wanted, candidate))
            .Except(found, StringComparer.Ordinal)
            .Take(count - found.Count));
        return found;
    }

    private static bool Contains(string whole, string part) =>
        part.Length >= ShortestPart && whole.Contains(part, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// The optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours, each letter
    /// touched once. Anything not below the limit when it is not.
    /// </summary>
    private static int Distance(int[,] rows, string left, string right, int limit)
    {
        var fewestBefore = 0;
        for (var i = 0; i <= left.Length; i++)
        {
            var fewest = limit;

            // Off the diagonal by more than the limit nothing is below it; the cells at that edge are read, so they are set.
            for (var j = Math.Max(0, i - limit); j <= Math.Min(right.Length, i + limit); j++)
            {
                rows[i, j] = Math.Abs(i - j) == limit ? limit : Cell(rows, left, right, (i, j));
                fewest = Math.Min(fewest, rows[i, j]);
            }

            // A cell depends on the two rows before it, and never is lower than all of them.
            if (Math.Min(fewest, fewestBefore) >= limit)
            {
                return limit;
            }

            fewestBefore = fewest;
        }

        return rows[left.Length, right.Length];
    }

    private static int Cell(int[,] rows, string left, string right, (int I, int J) at)
    {
        var (i, j) = at;
        if (i == 0 || j == 0)
        {
            return i + j;
        }

        var substitution = rows[i - 1, j - 1] + (Same(left[i - 1], right[j - 1]) ? 0 : 1);
        var fewest = Math.Min(substitution, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
        var isSwap = i > 1 && j > 1 && Same(left[i - 1], right[j - 2]) && Same(left[i - 2], right[j - 1]);
        return isSwap ? Math.Min(fewest, rows[i - 2, j - 2] + 1) : fewest;
    }

    private static bool Same(char left, char right) => char.ToLowerInvariant(left) == char.ToLowerInvariant(right);
}
