using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Ext4;

/// <summary>
/// Composes ext4 file systems ("ext4 Data Structures and Algorithms" of the Linux kernel's documentation) with checksums and without a
/// journal: nothing has been written that one would have to replay, and readers that only read need none.
/// </summary>
public static class Ext4Image
{
    /// <summary>The image of a layout; contents are referenced.</summary>
    public static ExtentMap Map(Ext4Layout layout)
    {
        var geometry = layout.Geometry;
        var builder = new ExtentMapBuilder()
            .AppendZeros(Ext4Superblock.Offset).AppendSparse(Ext4Superblock.Bytes(layout)).PadTo(Ext4Geometry.BlockSize)
            .AppendSparse(Ext4Groups.Descriptors(layout)).PadTo(Ext4Geometry.BlockSize);
        for (var group = 0; group < geometry.Groups; group++)
        {
            builder.AppendSparse(Ext4Groups.BlockBitmap(layout, group));
        }

        for (var group = 0; group < geometry.Groups; group++)
        {
            builder.AppendSparse(Ext4Groups.InodeBitmap(layout, group));
        }

        builder.AppendSparse(Inodes(layout));
        foreach (var node in layout.Nodes)
        {
            builder.AppendZeros((node.Start * Ext4Geometry.BlockSize) - builder.Length).AppendSparse(Ext4Extents.Bytes(layout.Options.Uuid, node));
            _ = node.Content is { } content
                ? builder.Append(content)
                : builder.AppendSparse(Ext4Directory.Bytes(layout.Options.Uuid, node.Inode, node.Names));
        }

        return builder.AppendZeros(layout.Options.Size - builder.Length).Build();
    }

    private static byte[] Inodes(Ext4Layout layout)
    {
        var bytes = new byte[layout.Geometry.Inodes * Ext4Geometry.InodeSize];
        foreach (var node in layout.Nodes)
        {
            var offset = (int)(node.Inode - 1) * Ext4Geometry.InodeSize;
            Ext4Inode.WriteTo(bytes.AsSpan(offset, Ext4Geometry.InodeSize), node, layout.Options);
        }

        return bytes;
    }
}
