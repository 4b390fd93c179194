namespace ImageFactory.Assets.Models;

/// <summary>Something about a schematic and a version that its author should know.</summary>
/// <param name="Severity">How much it matters.</param>
/// <param name="Code">A stable name for programs.</param>
/// <param name="Message">The sentence to show.</param>
/// <param name="Path">Where in the document, as <c>customization.meta[2].key</c>; empty for the document itself.</param>
public sealed record SchematicFinding(FindingSeverity Severity, string Code, string Message, string Path);
