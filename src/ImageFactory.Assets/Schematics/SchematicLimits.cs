namespace ImageFactory.Assets.Schematics;

/// <summary>What a posted schematic may cost.</summary>
public sealed record SchematicLimits
{
    /// <summary>The limits used when none are given.</summary>
    public static SchematicLimits Default { get; } = new();

    /// <summary>Bytes of a document without an embedded machine configuration.</summary>
    public int MaxBytes { get; init; } = 64 * 1024;

    /// <summary>Bytes of a document with an embedded machine configuration.</summary>
    public int MaxBytesWithMachineConfiguration { get; init; } = 1024 * 1024;

    /// <summary>How deep values may be nested, aliases followed.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>Mappings, sequences and scalars, aliases followed.</summary>
    public int MaxNodes { get; init; } = 20_000;

    /// <summary>UTF-16 units in all scalars, aliases followed.</summary>
    public int MaxCharacters { get; init; } = 2 * 1024 * 1024;

    /// <summary>Faults reported of one document; what comes after them is left out.</summary>
    public int MaxFaults { get; init; } = 50;
}
