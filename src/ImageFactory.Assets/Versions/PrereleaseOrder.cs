namespace ImageFactory.Assets.Versions;

/// <summary>The precedence of pre-release parts: Semantic Versioning 2.0, section 11.3 and 11.4.</summary>
internal static class PrereleaseOrder
{
    public static int Compare(string left, string right)
    {
        if (left.Length == 0 || right.Length == 0)
        {
            // 11.3: a release is higher than its own pre-releases.
            return (left.Length == 0).CompareTo(right.Length == 0);
        }

        var lefts = left.Split('.');
        var rights = right.Split('.');
        for (var i = 0; i < Math.Min(lefts.Length, rights.Length); i++)
        {
            var order = CompareIdentifiers(lefts[i], rights[i]);
            if (order != 0)
            {
                return order;
            }
        }

        // 11.4.4: more identifiers are higher when all before are equal.
        return lefts.Length.CompareTo(rights.Length);
    }

    private static int CompareIdentifiers(string left, string right)
    {
        var leftIsNumber = IsNumber(left);
        var rightIsNumber = IsNumber(right);
        if (leftIsNumber != rightIsNumber)
        {
            // 11.4.3: numbers are lower than words.
            return leftIsNumber ? -1 : 1;
        }

        // Numbers have no leading zeros, so the longer one is the larger one, however long they are.
        return leftIsNumber && left.Length != right.Length
            ? left.Length.CompareTo(right.Length)
            : string.CompareOrdinal(left, right);
    }

    private static bool IsNumber(string identifier) => !identifier.AsSpan().ContainsAnyExceptInRange('0', '9');
}
