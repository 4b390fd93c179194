namespace ImageFactory.Assets.Schematics.Reading;

/// <summary>How much a value is with all aliases followed: an alias bomb is seen here without being expanded.</summary>
internal readonly record struct SourceExtent(long Nodes, long Characters, int Depth)
{
    /// <summary>Adds a child. The composer stops at limits far below where the sums could overflow.</summary>
    public SourceExtent Containing(SourceExtent child) =>
        new(Nodes + child.Nodes, Characters + child.Characters, Math.Max(Depth, child.Depth + 1));

    public bool IsWithin(SchematicLimits limits) =>
        Nodes <= limits.MaxNodes && Characters <= limits.MaxCharacters && Depth <= limits.MaxDepth;
}
