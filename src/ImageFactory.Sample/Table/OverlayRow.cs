namespace ImageFactory.Sample.Table;

/// <summary>An image with overlays for a family of boards.</summary>
internal sealed record OverlayRow
{
    /// <summary>The repository.</summary>
    public required string Image { get; init; }

    /// <summary>The tag.</summary>
    public required string Version { get; init; }

    /// <summary>The paths of the artifacts.</summary>
    public required IReadOnlyList<string> Artifacts { get; init; }

    /// <summary>The boards.</summary>
    public required IReadOnlyList<BoardRow> Boards { get; init; }
}
