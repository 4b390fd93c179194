namespace ImageFactory.Formats.Cpio;

/// <summary>How much of an archive from outside is read before it is refused.</summary>
/// <param name="MaxEntries">The most entries.</param>
/// <param name="MaxTotalBytes">The most bytes of content of all entries together.</param>
public sealed record CpioReaderLimits(int MaxEntries, long MaxTotalBytes);
