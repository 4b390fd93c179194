namespace ImageFactory.Assets.Schematics;

/// <summary>One value of the META partition.</summary>
/// <param name="Key">The tag, 0 to 255.</param>
/// <param name="Value">The text.</param>
public sealed record MetaValue(byte Key, string Value);
