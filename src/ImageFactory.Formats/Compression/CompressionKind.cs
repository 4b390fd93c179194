namespace ImageFactory.Formats.Compression;

/// <summary>How a stream is compressed.</summary>
public enum CompressionKind
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Members of RFC 1952.</summary>
    Gzip,

    /// <summary>Streams of the .xz file format.</summary>
    Xz,

    /// <summary>Frames of RFC 8878.</summary>
    Zstd,
}
