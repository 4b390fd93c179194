namespace ImageFactory.Assets.Plans;

/// <summary>What is wrong with an extension that a schematic names.</summary>
/// <param name="Index">Its place in the schematic's list, from 0.</param>
/// <param name="Message">The sentence to show.</param>
internal sealed record ExtensionFault(int Index, string Message);
