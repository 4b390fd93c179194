namespace ImageFactory.Boot.Inspection;

/// <summary>A boot menu entry of a unified kernel image.</summary>
public sealed record InspectedProfile
{
    /// <summary>The identifier; null for an image without profiles.</summary>
    public required string? Id { get; init; }

    /// <summary>What the menu shows; null for the title of the image.</summary>
    public required string? Title { get; init; }

    /// <summary>The kernel command line.</summary>
    public required string? CommandLine { get; init; }

    /// <summary>What register 11 will hold, in each bank.</summary>
    public required IReadOnlyList<InspectedRegister> Registers { get; init; }

    /// <summary>The signed policies.</summary>
    public required IReadOnlyList<InspectedPolicy> Policies { get; init; }
}
