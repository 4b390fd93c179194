namespace ImageFactory.Assets.Build;

/// <summary>Where symbolic links lead, in a tree that is not on a disk.</summary>
internal static class LinkPath
{
    /// <summary>The path from the root of the tree that a link leads to; links on the way are not followed, and the root has no parent.</summary>
    public static string Resolve(string link, string target)
    {
        var names = new List<string>(target.StartsWith('/') ? [] : link.Split('/')[..^1]);
        foreach (var name in target.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(name => name is not "."))
        {
            if (name is not "..")
            {
                names.Add(name);
            }
            else if (names.Count > 0)
            {
                names.RemoveAt(names.Count - 1);
            }
        }

        return string.Join('/', names);
    }
}
