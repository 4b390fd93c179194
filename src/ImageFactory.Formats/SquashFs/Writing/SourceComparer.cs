using System.Diagnostics.CodeAnalysis;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.SquashFs.Writing;

/// <summary>Compares maps by what they show; the hash looks at the first run, which tells files of one length apart.</summary>
internal sealed class SourceComparer : IEqualityComparer<ExtentMap>
{
    public static SourceComparer Instance { get; } = new();

    public bool Equals(ExtentMap? x, ExtentMap? y) => object.Equals(x, y);

    public int GetHashCode([DisallowNull] ExtentMap obj) =>
        HashCode.Combine(obj.Length, obj.Extents.Count == 0 ? null : obj.Extents[0].Source);
}
