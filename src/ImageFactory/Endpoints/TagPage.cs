namespace ImageFactory.Endpoints;

/// <summary>The part of a list of tags that a client wants (distribution specification, "Listing Tags").</summary>
/// <param name="Count">How many at most; null for all.</param>
/// <param name="Last">The tag behind which it begins; null for the first.</param>
internal sealed record TagPage(int? Count, string? Last)
{
    /// <summary>The part in the order of bytes, and whether more comes behind it.</summary>
    public (IReadOnlyList<string> Tags, bool HasMore) Of(IReadOnlyList<string> tags)
    {
        var rest = tags.Order(StringComparer.Ordinal).Where(tag => Last is null || string.CompareOrdinal(tag, Last) > 0).ToList();
        var count = Math.Clamp(Count ?? rest.Count, 0, rest.Count);
        return (rest[..count], count > 0 && count < rest.Count);
    }
}
