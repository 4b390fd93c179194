namespace ImageFactory.Formats.SquashFs;

/// <summary>A name in an image.</summary>
/// <param name="Path">The path from the root, without a slash in front: <c>usr/lib/libc.so.6</c>.</param>
/// <param name="Inode">What has that name.</param>
public sealed record SquashFsEntry(string Path, SquashFsInode Inode)
{
    /// <summary>The last part of the path.</summary>
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];
}
