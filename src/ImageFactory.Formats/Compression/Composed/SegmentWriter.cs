namespace ImageFactory.Formats.Compression.Composed;

/// <summary>Compresses one segment into <paramref name="destination"/> and returns what must be kept beside its bytes.</summary>
/// <exception cref="FileNotFoundException">A blob of the content is not there.</exception>
/// <exception cref="InvalidDataException">A blob of the content is shorter than the map says.</exception>
public delegate Task<SegmentNote> SegmentWriter(Stream destination, CancellationToken cancellationToken);
