using System.Diagnostics.CodeAnalysis;

namespace ImageFactory.Assets.Schematics;

/// <summary>A schematic, or everything that is wrong with the document.</summary>
public sealed class SchematicReadResult
{
    internal SchematicReadResult(Schematic? schematic, IReadOnlyList<SchematicFault> faults)
    {
        Schematic = faults.Count == 0 ? schematic : null;
        Faults = faults;
    }

    /// <summary>Whether there is a schematic.</summary>
    [MemberNotNullWhen(true, nameof(Schematic))]
    public bool IsValid => Schematic is not null;

    /// <summary>The schematic; null when there are faults.</summary>
    public Schematic? Schematic { get; }

    /// <summary>The faults in document order; empty when there is a schematic.</summary>
    public IReadOnlyList<SchematicFault> Faults { get; }

    /// <summary>The faults for people, one a line; empty when there is a schematic.</summary>
    public string ErrorText => string.Join('\n', Faults);
}
