using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Ext4;

/// <summary>A file or a directory with its inode and its blocks.</summary>
internal sealed record Ext4Node
{
    /// <summary>Its inode.</summary>
    public required uint Inode { get; init; }

    /// <summary>The lower twelve bits of the mode.</summary>
    public required int Permissions { get; init; }

    /// <summary>The content of a file; null for a directory.</summary>
    public required ExtentMap? Content { get; init; }

    /// <summary>What a directory holds, with itself and its parent.</summary>
    public List<Ext4Name> Names { get; } = [];

    /// <summary>Its first block: that of its blocks of extents, and behind them its content.</summary>
    public long Start { get; set; }

    /// <summary>Its length in bytes.</summary>
    public long Size => Content?.Length ?? (long)Ext4Directory.Blocks(Names) * Ext4Geometry.BlockSize;

    /// <summary>The blocks of its content.</summary>
    public long Blocks => Ext4Geometry.DivideUp(Size, Ext4Geometry.BlockSize);

    /// <summary>The blocks that hold its extents; none where they fit into the inode.</summary>
    public int ExtentBlocks
    {
        get
        {
            var extents = Ext4Geometry.DivideUp(Blocks, Ext4Geometry.LongestExtent);
            return extents <= Ext4Geometry.ExtentsPerInode ? 0 : (int)Ext4Geometry.DivideUp(extents, Ext4Geometry.ExtentsPerBlock);
        }
    }

    /// <summary>The names that lead to it; a directory with more than 65000 states one.</summary>
    public ushort Links
    {
        get
        {
            // Its own '.' and '..' stand for the name in its parent and for itself.
            var links = Content is null ? Names.Count(name => name.IsDirectory) : 1;
            return links > 65000 ? (ushort)1 : (ushort)links;
        }
    }
}
