namespace ImageFactory.Assets.Models;

/// <summary>How much a finding matters.</summary>
public enum FindingSeverity
{
    /// <summary>Worth knowing.</summary>
    Information,

    /// <summary>It works, and may surprise.</summary>
    Warning,

    /// <summary>The schematic is refused, or some output of it.</summary>
    Error,
}
