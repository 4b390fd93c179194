namespace ImageFactory.Testing.Firmware;

/// <summary>A system extension that a guest mounted.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
public sealed record GuestExtension(string Name, string Version);
