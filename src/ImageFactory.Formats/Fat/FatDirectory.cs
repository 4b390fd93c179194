namespace ImageFactory.Formats.Fat;

/// <summary>A directory of a layout: what it holds, under which names, and where it is.</summary>
internal sealed record FatDirectory
{
    private const int DotEntries = 2;
    private const int LabelEntries = 1;

    // Microsoft FAT specification, "Directory Structure": a directory has at most 2 MiB.
    private const int MostSlots = 65536;

    public FatDirectory(FatEntry? entry, IReadOnlyList<FatEntry> children)
    {
        Entry = entry;
        Children = children;
        Names = FatName.Assign([.. children.Select(child => child.Name)]);
        Slots = Names.Sum(name => name.Slots) + (entry is null ? LabelEntries : DotEntries);
        if (Slots > MostSlots)
        {
            throw new ArgumentException($"The directory '{entry?.Path}' has more names than FAT can list.", nameof(children));
        }
    }

    /// <summary>The directory itself; null for the root.</summary>
    public FatEntry? Entry { get; }

    public IReadOnlyList<FatEntry> Children { get; }

    /// <summary>The names of the children.</summary>
    public IReadOnlyList<FatName> Names { get; }

    public int Slots { get; }
}
