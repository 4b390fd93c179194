namespace ImageFactory.Formats.Extents;

/// <summary>What an <see cref="ExtentPass"/> reads next, and who sees its bytes.</summary>
/// <param name="Content">The map to read.</param>
/// <param name="Sinks">Each sees all bytes in their order; they run side by side, so no two may share state.</param>
public sealed record ExtentPassPart(ExtentMap Content, IReadOnlyList<Action<ReadOnlySpan<byte>>> Sinks);
