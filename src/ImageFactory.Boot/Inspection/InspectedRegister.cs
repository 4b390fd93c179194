namespace ImageFactory.Boot.Inspection;

/// <summary>What register 11 will hold in a bank.</summary>
/// <param name="Bank">The bank's name, such as <c>sha256</c>.</param>
/// <param name="AfterSections">The value when the kernel starts.</param>
/// <param name="AfterPhases">The value once Talos has entered its last phase, <c>enter-machined</c>.</param>
public sealed record InspectedRegister(string Bank, string AfterSections, string AfterPhases);
