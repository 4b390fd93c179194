namespace ImageFactory.Formats.Cpio;

/// <summary>Where an entry lies in an archive.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="LinkCount">The number of links: 2 and one for each directory inside for a directory, else 1.</param>
/// <param name="HeaderOffset">The offset of the header in bytes.</param>
/// <param name="ContentOffset">The offset of the content in bytes, if there is any.</param>
public sealed record CpioPlacement(CpioEntry Entry, int LinkCount, long HeaderOffset, long ContentOffset)
{
    /// <summary>The offset behind the content and its padding.</summary>
    public long End => CpioLayout.Align(ContentOffset + Entry.Content.Length, CpioHeader.Alignment);
}
