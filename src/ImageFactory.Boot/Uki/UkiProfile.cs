namespace ImageFactory.Boot.Uki;

/// <summary>A boot menu entry of a unified kernel image (UAPI.5, "Multi-Profile UKIs").</summary>
/// <param name="Id">The identifier; <c>main</c> is the entry that boots by default.</param>
/// <param name="Title">What the menu shows; null for the title of the image.</param>
/// <param name="CommandLine">The kernel command line; null for the image's own.</param>
public sealed record UkiProfile(string Id, string? Title, string? CommandLine)
{
    /// <summary>The entry that boots by default, with the image's own title and command line.</summary>
    public static UkiProfile Main { get; } = new("main", null, null);
}
