using System.Text;

namespace ImageFactory.Formats.Kmod;

/// <summary>The order in which kmod's hash tables are gone through: by bucket, and in a bucket by the bytes of the keys.</summary>
internal static class TableOrder
{
    /// <summary>The buckets of the table of modules.</summary>
    public const uint Modules = 512;

    /// <summary>The buckets of the table of symbols.</summary>
    public const uint Symbols = 2048;

    public static IEnumerable<T> InTableOrder<T>(this IEnumerable<T> items, Func<T, string> key, uint buckets) => items
        .OrderBy(item => SuperfastHash.Compute(Encoding.ASCII.GetBytes(key(item))) % buckets)
        .ThenBy(key, StringComparer.Ordinal);
}
