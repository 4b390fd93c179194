namespace ImageFactory.Endpoints;

/// <summary>The answer to <c>POST /schematics</c>.</summary>
internal sealed record CreatedSchematic(string Id, string Schematic);
