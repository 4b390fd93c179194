using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Fat;
using ImageFactory.Formats.Qcow2;

namespace ImageFactory.Formats;

/// <summary>Every kind of computed content that a format of this library puts into a map.</summary>
public static class FormatContents
{
    /// <summary>The catalogue with which recipes are read.</summary>
    public static ComputedContents All { get; } = new(
        new Dictionary<string, Func<ReadOnlyMemory<byte>, IComputedContent>>(StringComparer.Ordinal)
        {
            [FatTable.KindName] = FatTable.FromRecord,
            [Qcow2Tables.KindName] = Qcow2Tables.FromRecord,
        });
}
