namespace ImageFactory.Formats.Fat;

/// <summary>Clusters in a row that are one file or directory.</summary>
/// <param name="First">The number of the first.</param>
/// <param name="Count">How many; at least 1.</param>
internal readonly record struct FatRun(uint First, uint Count)
{
    /// <summary>The number of the cluster behind the last.</summary>
    public uint End => First + Count;
}
