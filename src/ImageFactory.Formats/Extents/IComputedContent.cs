namespace ImageFactory.Formats.Extents;

/// <summary>
/// Bytes that are a pure function of a small record, so that a table of many megabytes (a FAT, an XFS btree) costs a few bytes in
/// a recipe.
/// </summary>
public interface IComputedContent
{
    /// <summary>The name under which <see cref="ComputedContents"/> makes it again; it names the rule and its version.</summary>
    string Kind { get; }

    /// <summary>The record that the bytes follow from.</summary>
    ReadOnlyMemory<byte> Record { get; }

    /// <summary>Length in bytes.</summary>
    long Length { get; }

    /// <summary>Fills <paramref name="destination"/> with the bytes from <paramref name="offset"/> on.</summary>
    void Read(long offset, Span<byte> destination);
}
