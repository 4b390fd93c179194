namespace ImageFactory.Sample.Table;

/// <summary>A board that an overlay is for.</summary>
internal sealed record BoardRow
{
    /// <summary>The name of the overlay.</summary>
    public required string Name { get; init; }

    /// <summary>What it adds to the command line.</summary>
    public required IReadOnlyList<string> KernelArgs { get; init; }

    /// <summary>How many sectors are left free before the partition table's entries.</summary>
    public required int Offset { get; init; }
}
