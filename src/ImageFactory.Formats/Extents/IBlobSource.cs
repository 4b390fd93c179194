namespace ImageFactory.Formats.Extents;

/// <summary>Where the blobs that maps refer to are found.</summary>
public interface IBlobSource
{
    /// <summary>Opens a blob; the caller disposes it.</summary>
    /// <exception cref="FileNotFoundException">The blob is not there.</exception>
    ValueTask<IByteSource> OpenAsync(Digest blob, CancellationToken cancellationToken);
}
