namespace ImageFactory.Assets.Overlays;

/// <summary>A file or a directory for the EFI system partition.</summary>
/// <param name="Sources">
/// Paths below <c>artifacts/</c> of the overlay image: the first that the image has is taken. With a slash at its end it is a directory,
/// of which everything is taken.
/// </param>
/// <param name="Target">The path on the partition; for a directory the directory that its content goes to, empty for the root.</param>
public sealed record OverlayFile(IReadOnlyList<string> Sources, string Target);
