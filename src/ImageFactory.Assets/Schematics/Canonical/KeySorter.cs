using ImageFactory.Assets.Schematics.Yaml;

namespace ImageFactory.Assets.Schematics.Canonical;

/// <summary>Puts the entries of a free-form tree into canonical order, at every level.</summary>
internal static class KeySorter
{
    public static YamlMapping Sort(YamlMapping mapping)
    {
        // A merge sort, because numbers that overflow make the order inconsistent, and the framework's sort may throw then.
        var entries = mapping.Entries.Select(entry => entry with { Value = SortNode(entry.Value) }).ToArray();
        return new YamlMapping(MergeSort(entries));
    }

    private static YamlNode SortNode(YamlNode node) => node switch
    {
        YamlMapping mapping => Sort(mapping),
        YamlSequence sequence => new YamlSequence([.. sequence.Items.Select(SortNode)]),
        _ => node,
    };

    private static YamlEntry[] MergeSort(YamlEntry[] entries)
    {
        if (entries.Length < 2)
        {
            return entries;
        }

        var left = MergeSort(entries[..(entries.Length / 2)]);
        var right = MergeSort(entries[(entries.Length / 2)..]);
        var merged = new YamlEntry[entries.Length];
        for (int i = 0, l = 0, r = 0; i < merged.Length; i++)
        {
            var takesLeft = r == right.Length
                || (l < left.Length && NaturalKeyOrder.Instance.Compare(left[l].Key, right[r].Key) <= 0);
            merged[i] = takesLeft ? left[l++] : right[r++];
        }

        return merged;
    }
}
