namespace ImageFactory.Assets.Schematics;

/// <summary>Another factory, which is asked for schematics that are not known here.</summary>
public interface ISchematicUpstream
{
    /// <summary>The canonical YAML of a schematic, not verified; null when the factory has none of that ID.</summary>
    /// <exception cref="FactoryException">The factory cannot be asked, or its answer is none; the message is for the client.</exception>
    Task<ReadOnlyMemory<byte>?> FindAsync(SchematicId id, CancellationToken cancellationToken);
}
