namespace ImageFactory.Assets.Schematics.Reading;

/// <summary>A sequence as written.</summary>
internal sealed class SourceSequence : SourceNode
{
    private readonly List<SourceNode> _items = [];

    public SourceSequence(SourcePosition position)
        : base(position) => Extent = new SourceExtent(1, 0, 1);

    public IReadOnlyList<SourceNode> Items => _items;

    public override string Description => "a list";

    public void Add(SourceNode item)
    {
        _items.Add(item);
        Extent = Extent.Containing(item.Extent);
    }
}
