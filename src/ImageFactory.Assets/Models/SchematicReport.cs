using ImageFactory.Assets.Schematics;

namespace ImageFactory.Assets.Models;

/// <summary>All that is to be said about a schematic and a version.</summary>
/// <param name="Schematic">What was read; null when the document cannot be read.</param>
/// <param name="Id">The ID that the schematic has once it is created; null when the document cannot be read.</param>
/// <param name="Findings">What was found, in the order of the document and then of the outputs.</param>
/// <param name="Outputs">The usual outputs of a machine; none when the document cannot be read.</param>
public sealed record SchematicReport(
    Schematic? Schematic, SchematicId? Id, IReadOnlyList<SchematicFinding> Findings, IReadOnlyList<ReviewedOutput> Outputs)
{
    /// <summary>Whether nothing is refused.</summary>
    public bool IsValid => Findings.All(finding => finding.Severity != FindingSeverity.Error);
}
