namespace ImageFactory.Formats.SquashFs.Writing;

/// <summary>A node of the tree with its place in the image.</summary>
internal sealed class PlannedInode(SquashFsNode node, byte[] name, PlannedInode? parent)
{
    public SquashFsNode Node { get; } = node;

    /// <summary>The name in UTF-8; empty for the root.</summary>
    public byte[] Name { get; } = name;

    public PlannedInode? Parent { get; } = parent;

    /// <summary>What a directory holds, by the bytes of the names.</summary>
    public IReadOnlyList<PlannedInode> Children { get; set; } = [];

    /// <summary>The inode number, from 1.</summary>
    public uint Number { get; set; }

    /// <summary>Where the data of a file is; set when it was written.</summary>
    public FileLayout File { get; set; } = new();

    /// <summary>Where the inode is; set when it was written.</summary>
    public Structures.MetadataReference Reference { get; set; }
}
