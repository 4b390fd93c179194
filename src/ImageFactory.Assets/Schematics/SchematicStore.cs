using ImageFactory.Assets.Store;

namespace ImageFactory.Assets.Schematics;

/// <summary>
/// Schematics by ID. What is kept is a document that reads back as the schematic: the canonical form, or, as some strings do not
/// read back from that, the document as it was posted. Either way its ID is checked when it is read. One with machine configuration is
/// encrypted, and neither taken nor given unless the operator allows it.
/// </summary>
public sealed class SchematicStore
{
    internal const string OwnerRefused = "The field owner needs authentication, which this factory does not have; leave it out.";

    private const int LongestDocument = 2 * 1024 * 1024;

    // Tools ask for the schematic that changes nothing without ever posting it: its ID is in their sources.
    private static readonly StoredSchematic Empty = StoredSchematic.Decode("{}"u8.ToArray());

    private readonly IObjectStore _store;
    private readonly ContentCipher _cipher;
    private readonly SchematicOptions _options;

    /// <summary>Schematics in a store.</summary>
    public SchematicStore(IObjectStore store, ContentCipher cipher, SchematicOptions options)
    {
        _store = store;
        _cipher = cipher;
        _options = options;
    }

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

        Check(schematic);
        if (await FindAsync(schematic.Id, cancellationToken) is null)
        {
            admit();
            var kept = ReadsBack(schematic) ? schematic.Canonical : document;
            await StorageErrors.ExplainAsync(async () => await _store.PutAsync(
                KeyOf(schematic.Id),
                HasConfiguration(schematic) ? await _cipher.EncryptAsync(kept, cancellationToken) : kept,
                cancellationToken));
        }

        return schematic;
    }

    /// <summary>The schematic of an ID.</summary>
    /// <exception cref="FactoryException">There is none, or the operator does not allow what it holds.</exception>
    public async Task<StoredSchematic> GetAsync(string id, CancellationToken cancellationToken)
    {
        if (!SchematicId.TryParse(id, out var known))
        {
            throw NotFound();
        }

        var schematic = known == Empty.Id ? Empty : await FindAsync(known, cancellationToken) ?? throw NotFound();
        Check(schematic);
        return schematic;
    }

    /// <exception cref="FactoryException">The operator does not allow what the schematic holds.</exception>
    private void Check(StoredSchematic schematic)
    {
        if (!_options.EmbeddedConfiguration && HasConfiguration(schematic))
        {
            throw new FactoryException(
                FactoryError.NotAllowed,
                "This factory does not embed machine configuration: it can hold the secrets of a cluster, and whoever knows the schematic's ID could "
                + "download them. The operator can allow it all the same with EmbeddedConfiguration=true; imagefactory build embeds it without a server.");
        }
    }

    private static bool HasConfiguration(StoredSchematic schematic) =>
        schematic.Schematic.Customization.EmbeddedMachineConfiguration.Length > 0;

    // A damaged one counts as missing: posting it again heals it.
    private async Task<StoredSchematic?> FindAsync(SchematicId id, CancellationToken cancellationToken)
    {
        try
        {
            var document = await _store.FindBytesAsync(KeyOf(id), LongestDocument, cancellationToken);
            var schematic = document is null ? null : StoredSchematic.Decode(await _cipher.DecryptAsync(document.Value, cancellationToken));
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
