namespace ImageFactory.Assets.Evidence;

/// <summary>A licence that is not on the list of SPDX.</summary>
/// <param name="Id">The identifier, <c>LicenseRef-…</c>; it follows from name and text.</param>
/// <param name="Name">The name; null for none.</param>
/// <param name="Text">The text.</param>
internal sealed record SbomLicense(string Id, string? Name, string Text);
