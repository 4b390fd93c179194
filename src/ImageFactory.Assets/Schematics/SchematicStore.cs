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
    private readonly ISchematicUpstream? _upstream;

    /// <summary>Schematics in a store; what it lacks is asked of <paramref name="upstream"/>, verified and kept.</summary>
    public SchematicStore(IObjectStore store, ContentCipher cipher, SchematicOptions options, ISchematicUpstream? upstream = null)
    {
        _store = store;
        _cipher = cipher;
        _options = options;
        _upstream = upstream;
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
            await KeepAsync(schematic, ReadsBack(schematic) ? schematic.Canonical : document, cancellationToken);
        }

        return schematic;
    }

    /// <summary>The schematic of an ID; one that is not known here is asked of the upstream factory.</summary>
    /// <exception cref="FactoryException">There is none, the operator does not allow what it holds, or the upstream factory fails.</exception>
    public Task<StoredSchematic> GetAsync(string id, CancellationToken cancellationToken) => GetAsync(id, FetchAsync, cancellationToken);

    /// <summary>The same without asking anybody else.</summary>
    /// <exception cref="FactoryException">There is none, or the operator does not allow what it holds.</exception>
    public Task<StoredSchematic> GetKeptAsync(string id, CancellationToken cancellationToken) =>
        GetAsync(id, (_, _) => Task.FromResult<StoredSchematic?>(null), cancellationToken);

    private async Task<StoredSchematic> GetAsync(
        string id, Func<SchematicId, CancellationToken, Task<StoredSchematic?>> fetch, CancellationToken cancellationToken)
    {
        if (!SchematicId.TryParse(id, out var known))
        {
            throw NotFound();
        }

        var schematic = known == Empty.Id
            ? Empty
            : await FindAsync(known, cancellationToken) ?? await fetch(known, cancellationToken) ?? throw NotFound();
        Check(schematic);
        return schematic;
    }

    // Nothing of what another factory says is believed but what hashes to the ID.
    private async Task<StoredSchematic?> FetchAsync(SchematicId id, CancellationToken cancellationToken)
    {
        if (_upstream is null || await _upstream.FindAsync(id, cancellationToken) is not { } document)
        {
            return null;
        }

        if (SchematicId.OfCanonical(document.Span) != id)
        {
            throw new FactoryException(FactoryError.SourceInvalid, $"The upstream factory gave another document for the schematic {id}: its SHA-256 differs.");
        }

        var read = SchematicReader.Read(document.Span);
        if (!read.IsValid || SchematicId.Of(read.Schematic) != id)
        {
            throw new FactoryException(
                FactoryError.SourceInvalid, $"The upstream factory has the schematic {id}, but this factory cannot read it; post it here as it was written.");
        }

        if (read.Schematic.Owner.Length > 0)
        {
            throw new FactoryException(FactoryError.NotAllowed, "The schematic belongs to a user of the upstream factory; this factory knows no users.");
        }

        var schematic = new StoredSchematic(id, document, read.Schematic);
        Check(schematic);
        await KeepAsync(schematic, document, cancellationToken);
        return schematic;
    }

    private Task KeepAsync(StoredSchematic schematic, ReadOnlyMemory<byte> document, CancellationToken cancellationToken) =>
        StorageErrors.ExplainAsync(async () => await _store.PutAsync(
            KeyOf(schematic.Id),
            HasConfiguration(schematic) ? await _cipher.EncryptAsync(document, cancellationToken) : document,
            cancellationToken));

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
