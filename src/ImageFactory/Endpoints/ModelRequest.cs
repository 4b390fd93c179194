namespace ImageFactory.Endpoints;

/// <summary>What is asked of <c>/models/&lt;id&gt;/&lt;version&gt;</c>.</summary>
/// <param name="Id">The schematic's ID.</param>
/// <param name="Version">The Talos version.</param>
/// <param name="Platform">Only assets of this platform.</param>
/// <param name="Arch">Only those of this architecture.</param>
/// <param name="All">Whether every format and compression is listed.</param>
internal sealed record ModelRequest(string Id, string Version, string? Platform, string? Arch, bool? All);
