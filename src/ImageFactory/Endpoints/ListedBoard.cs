using ImageFactory.Assets.Overlays;

namespace ImageFactory.Endpoints;

/// <summary>A row of <c>/boards</c>.</summary>
/// <param name="Name">The name in links.</param>
/// <param name="Label">What people call it.</param>
/// <param name="Overlay">What a schematic says for it.</param>
/// <param name="Options">What the overlay can be told.</param>
/// <param name="Minimum">The first version that starts it; null when all that know overlays do.</param>
internal sealed record ListedBoard(
    string Name, string Label, ListedBoard.OverlayName Overlay, IReadOnlyList<ListedBoard.Option> Options, string? Minimum)
{
    public static ListedBoard Of(Board board) => new(
        board.Name,
        board.Label,
        new OverlayName(board.Overlay, board.Image),
        OverlayTable.Find(board.Overlay) is { } overlay ? [.. OptionsOf(overlay).Distinct()] : [],
        board.Minimum?.Tag);

    private static IEnumerable<Option> OptionsOf(OverlayBoard overlay) =>
        overlay.Texts.SelectMany(text => (string?[])[text.AppendedBy, text.ReplacedBy]).OfType<string>().Select(name => new Option(name, "text"))
            .Concat(overlay.Firmware.Select(firmware => firmware.Unless).OfType<string>().Select(name => new Option(name, "switch")));

    /// <summary>The overlay of a schematic.</summary>
    internal sealed record OverlayName(string Name, string Image);

    /// <summary>An option of the overlay: a <c>text</c>, or a <c>switch</c> that is true or false.</summary>
    internal sealed record Option(string Name, string Kind);
}
