namespace ImageFactory.Assets.Plans;

/// <summary>The extensions of a schematic that were found, and what is wrong with the others.</summary>
/// <param name="Found">Those that were found, in the schematic's order.</param>
/// <param name="Faults">The faults, in the schematic's order.</param>
internal sealed record ExtensionResolution(IReadOnlyList<PlannedExtension> Found, IReadOnlyList<ExtensionFault> Faults);
