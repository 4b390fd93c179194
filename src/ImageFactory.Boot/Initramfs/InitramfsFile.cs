using ImageFactory.Formats.Extents;

namespace ImageFactory.Boot.Initramfs;

/// <summary>A file of the initramfs itself, beside the layers.</summary>
/// <param name="Path">The path from the root of the initramfs, without a slash at either end.</param>
/// <param name="Permissions">The lower twelve bits of the mode; those of a link mean nothing.</param>
/// <param name="Content">The content of a file; of a link nothing.</param>
public sealed record InitramfsFile(string Path, int Permissions, ExtentMap Content)
{
    /// <summary>Where a symbolic link leads; null for a file.</summary>
    public string? LinkTarget { get; init; }
}
