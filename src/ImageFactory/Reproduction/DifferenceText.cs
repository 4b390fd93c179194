using System.Globalization;
using System.Text;
using ImageFactory.Assets.Profiles;

namespace ImageFactory.Reproduction;

/// <summary>A difference for people: what, where, and why perhaps.</summary>
internal static class DifferenceText
{
    /// <summary>The text, one fact a line.</summary>
    /// <param name="asset">The asset.</param>
    /// <param name="length">The length of what was built here.</param>
    /// <param name="difference">Where what was given differs from it.</param>
    /// <param name="places">What lies there, from the outside in.</param>
    public static string Of(AssetName asset, long length, StreamDifference difference, IReadOnlyList<string> places)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{asset}: not equal\n");
        text.Append(CultureInfo.InvariantCulture, $"  first offset  {difference.Offset} of {length}{End(difference)}\n");
        text.Append(CultureInfo.InvariantCulture, $"  place         {(places.Count == 0 ? "outside of all parts" : string.Join(", ", places))}\n");
        text.Append(CultureInfo.InvariantCulture, $"  likely cause  {Cause(asset, difference, places)}");
        return text.ToString();
    }

    private static string End(StreamDifference difference) => difference switch
    {
        { OtherEnds: true } => ", where the given asset ends",
        { OneEnds: true } => ", where the given asset goes on",
        _ => string.Empty,
    };

    private static string Cause(AssetName asset, StreamDifference difference, IReadOnlyList<string> places) => difference switch
    {
        { OtherEnds: true } => "the given asset is cut: it is equal up to its end",
        { OneEnds: true } => "something was appended to the given asset: it is equal up to there",
        _ => LikelyCause.Of(asset, places),
    };
}
