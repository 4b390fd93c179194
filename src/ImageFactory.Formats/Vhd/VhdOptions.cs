namespace ImageFactory.Formats.Vhd;

/// <summary>What tells one VHD from another.</summary>
public sealed record VhdOptions
{
    /// <summary>The identifier of the disk.</summary>
    public required Guid UniqueId { get; init; }

    /// <summary>When it was made, in seconds since 1970; from 2000-01-01 on.</summary>
    public required long Time { get; init; }
}
