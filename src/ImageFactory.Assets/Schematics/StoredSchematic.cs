namespace ImageFactory.Assets.Schematics;

/// <summary>A schematic with its identity.</summary>
/// <param name="Id">The SHA-256 of the canonical form.</param>
/// <param name="Canonical">The canonical YAML in UTF-8.</param>
/// <param name="Schematic">What it says.</param>
public sealed record StoredSchematic(SchematicId Id, ReadOnlyMemory<byte> Canonical, Schematic Schematic)
{
    /// <summary>Reads a schematic as people write it.</summary>
    /// <exception cref="FactoryException">The document has faults; one line for each.</exception>
    public static StoredSchematic Decode(ReadOnlyMemory<byte> document)
    {
        var result = SchematicReader.Read(document.Span);
        if (!result.IsValid)
        {
            throw new FactoryException(FactoryError.InvalidSchematic, result.ErrorText);
        }

        var canonical = SchematicWriter.Write(result.Schematic);
        return new StoredSchematic(SchematicId.OfCanonical(canonical), canonical, result.Schematic);
    }
}
