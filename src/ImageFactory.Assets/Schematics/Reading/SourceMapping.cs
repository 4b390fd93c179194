namespace ImageFactory.Assets.Schematics.Reading;

/// <summary>A mapping as written: merge keys and repeated keys are still in it.</summary>
internal sealed class SourceMapping : SourceNode
{
    private readonly List<SourceEntry> _entries = [];

    public SourceMapping(SourcePosition position)
        : base(position) => Extent = new SourceExtent(1, 0, 1);

    public IReadOnlyList<SourceEntry> Entries => _entries;

    public override string Description => "a mapping";

    public void Add(SourceEntry entry)
    {
        _entries.Add(entry);
        Extent = Extent.Containing(entry.Key.Extent).Containing(entry.Value.Extent);
    }
}
