namespace ImageFactory.Assets.Store;

/// <summary>What is kept in an <see cref="IObjectStore"/>.</summary>
public enum ObjectKind
{
    /// <summary>Content under its SHA-256: source artifacts, segments, compressed frames, layers.</summary>
    Blob,

    /// <summary>Canonical schematics under their ID.</summary>
    Schematic,

    /// <summary>The extent maps of finished assets under the hash of their plan.</summary>
    Recipe,

    /// <summary>The last answers of the source under the hash of the question: versions, images, catalogues.</summary>
    Answer,

    /// <summary>Who is composing now, under the hash of the plan.</summary>
    Lease,
}
