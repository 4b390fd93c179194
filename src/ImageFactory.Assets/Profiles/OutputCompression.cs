namespace ImageFactory.Assets.Profiles;

/// <summary>How a finished disk image is compressed.</summary>
public enum OutputCompression
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>A gzip'ed tar archive with the image as its only member.</summary>
    TarGz,

    /// <summary>gzip.</summary>
    Gz,

    /// <summary>xz.</summary>
    Xz,

    /// <summary>Zstandard.</summary>
    Zst,
}
