namespace ImageFactory.Assets.Overlays;

/// <summary>A text file on the EFI system partition, such as the <c>config.txt</c> of a Raspberry Pi.</summary>
/// <param name="Target">The path on the partition.</param>
/// <param name="Content">What it says; when <paramref name="AppendedBy"/> is set, a line feed and the value of that option follow.</param>
/// <param name="ReplacedBy">The option whose value takes the place of the content, unless it is empty; null for none.</param>
/// <param name="AppendedBy">The option whose value follows; null for none.</param>
public sealed record OverlayText(string Target, string Content, string? ReplacedBy = null, string? AppendedBy = null);
