namespace ImageFactory.Assets.Evidence;

/// <summary>Where others speak of a package.</summary>
/// <param name="Category">The category in SPDX, such as <c>PACKAGE-MANAGER</c>.</param>
/// <param name="Type">The type, such as <c>purl</c>.</param>
/// <param name="Locator">The name there.</param>
internal sealed record SbomReference(string Category, string Type, string Locator);
