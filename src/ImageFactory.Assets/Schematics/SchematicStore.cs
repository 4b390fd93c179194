using ImageFactory.Assets.Store;

namespace ImageFactory.Assets.Schematics;

/// <summary>
/// Schematics by ID. What is kept is a document that reads back as the schematic: the canonical form, or, as some strings do not
/// read back from that, the document as it was posted. Either way its ID is checked when it is read.
/// </summary>
public sealed class SchematicStore
{
    internal const string OwnerRefused = "The field owner needs authentication, which this factory does not have; leave it out.";

    private const int LongestDocument = 2 * 1024 * 1024;

    // Tools ask for the schematic that changes nothing without ever posting it: its ID is in their sources.
    private static readonly StoredSchematic Empty = StoredSchematic.Decode("{}"u8.ToArray());

    private readonly IObjectStore _store;

    /// <summary>Schematics in a store.</summary>
    public SchematicStore(IObjectStore store) => _store = store;

    /// <summary>Reads a posted document and keeps the schematic.</summary>
    /// <param name="document">YAML or JSON.</param>
    /// <param name="admit">Called before a schematic is kept that was not known; it may throw.</param>
    /// <exception cref="FactoryException">The document has faults, or the store cannot keep it.</exception>
    public async Task<StoredSchematic> CreateAsync(ReadOnlyMemory<byte> document, Action admit, CancellationToken cancellationToken)
    {
        var schematic = StoredSchematic.Decode(document);
        if (schematic.Schematic.Owner.Length > 0)
        {
            throw new FactoryException(FactoryError.InvalidSchematic, OwnerRefused);
        }

        if (await FindAsync(schematic.Id, cancellationToken) is null)
        {
            admit();
            var kept = ReadsBack(schematic) ? schematic.Canonical : document;
            await StorageErrors.ExplainAsync(() => _store.PutAsync(KeyOf(schematic.Id), kept, cancellationToken));
        }

        return schematic;
    }

    /// <summary>The schematic of an ID.</summary>
    /// <exception cref="FactoryException">There is none.</exception>
    public async Task<StoredSchematic> GetAsync(string id, CancellationToken cancellationToken)
    {
        if (!SchematicId.TryParse(id, out var known))
        {
            throw NotFound();
        }

        return known == Empty.Id ? Empty : await FindAsync(known, cancellationToken) ?? throw NotFound();
    }

    // A damaged one counts as missing: posting it again heals it.
    private async Task<StoredSchematic?> FindAsync(SchematicId id, CancellationToken cancellationToken)
    {
        try
        {
            var document = await _store.FindBytesAsync(KeyOf(id), LongestDocument, cancellationToken);
            var schematic = document is null ? null : StoredSchematic.Decode(document.Value);
            return schematic?.Id == id ? schematic : null;
        }
        catch (Exception exception) when (exception is FactoryException or InvalidDataException)
        {
            return null;
        }
    }

    private static bool ReadsBack(StoredSchematic schematic)
    {
        var result = SchematicReader.Read(schematic.Canonical.Span);
        return result.IsValid && SchematicId.Of(result.Schematic) == schematic.Id;
    }

    private static ObjectKey KeyOf(SchematicId id) => new(ObjectKind.Schematic, id.ToString());

    private static FactoryException NotFound() => new(FactoryError.SchematicNotFound, "schematic not found");
}
