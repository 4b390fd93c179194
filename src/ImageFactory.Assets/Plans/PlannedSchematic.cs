namespace ImageFactory.Assets.Plans;

/// <summary>The virtual extension <c>schematic</c>.</summary>
/// <param name="Id">The schematic's ID.</param>
/// <param name="ExternalUrl">The URL of this factory, which nodes read from the extension's author.</param>
/// <param name="Document">The canonical YAML; null when the version does not carry it.</param>
public sealed record PlannedSchematic(string Id, string ExternalUrl, string? Document)
{
    /// <summary>The ID: the document can hold machine configuration.</summary>
    public override string ToString() => Id;
}
