namespace ImageFactory.Formats.Xfs;

/// <summary>A directory: inside its inode where it fits, else in one block.</summary>
/// <param name="Inode">Its own inode.</param>
/// <param name="Parent">The inode of the directory that holds it; that of the root is its own.</param>
/// <param name="Names">What it holds, in the order of listing.</param>
internal sealed record XfsDirectory(uint Inode, uint Parent, IReadOnlyList<XfsName> Names)
{
    /// <summary>Whether it is inside its inode.</summary>
    public bool IsShort => XfsShortDirectory.Length(Names) <= XfsInode.ForkSize;

    /// <summary>Its length in bytes.</summary>
    public int Size => IsShort ? XfsShortDirectory.Length(Names) : XfsGeometry.BlockSize;

    /// <summary>The directories that name it: its parent, itself, and those in it.</summary>
    public uint Links => 2 + (uint)Names.Count(name => name.IsDirectory);
}
