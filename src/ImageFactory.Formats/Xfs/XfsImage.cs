using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Xfs;

/// <summary>
/// Composes XFS file systems of version 5 (XFS Algorithms and Data Structures, 3rd edition) with no features that GRUB 2.06 cannot read.
/// An empty one has the bytes that mkfs.xfs of xfsprogs 6.1 writes, but for the copies of the superblock, which here are in step.
/// </summary>
public static class XfsImage
{
    private const ushort RootPermissions = 0x1ED;
    private const ushort RealTimeBitmapFlag = 0x0004;

    /// <summary>The image of a layout.</summary>
    public static ExtentMap Map(XfsLayout layout)
    {
        var builder = new ExtentMapBuilder();
        foreach (var (offset, content) in Parts(layout).OrderBy(part => part.Offset))
        {
            builder.AppendZeros(offset - builder.Length).Append(content);
        }

        return builder.AppendZeros(layout.Length - builder.Length).Build();
    }

    private static IEnumerable<(long Offset, ExtentMap Content)> Parts(XfsLayout layout)
    {
        var geometry = layout.Geometry;
        for (var group = 0; group < XfsGeometry.Groups; group++)
        {
            yield return (geometry.OffsetOf(group, 0), Sparse(XfsGroup.Bytes(layout, group)));
        }

        yield return (geometry.OffsetOf(XfsGeometry.LogGroup, geometry.LogBlock), Sparse(XfsLog.Record(geometry, layout.Options.Uuid)));
        yield return (geometry.OffsetOf(0, geometry.InodeBlock), Sparse(Inodes(layout)));
        foreach (var placement in layout.Placements)
        {
            var position = 0L;
            foreach (var run in placement.Runs)
            {
                var content = placement.Entry?.Content ?? DirectoryBlock(layout, placement.Directory!, run);
                var length = Math.Min(content.Length - position, (long)run.Count * XfsGeometry.BlockSize);
                yield return (geometry.OffsetOf(run.Group, run.Block), content.Slice(position, length));
                position += length;
            }
        }
    }

    private static ExtentMap DirectoryBlock(XfsLayout layout, XfsDirectory directory, XfsRun run) =>
        Sparse(XfsBlockDirectory.Bytes(directory, layout.Options.Uuid, layout.Geometry.DiskAddress(run.Group, run.Block)));

    private static ExtentMap Sparse(byte[] bytes) => new ExtentMapBuilder().AppendSparse(bytes).Build();

    private static byte[] Inodes(XfsLayout layout)
    {
        var inodes = new byte[layout.Chunks * XfsGeometry.InodesPerChunk * XfsGeometry.InodeSize];
        var used = Used(layout).ToDictionary(inode => inode.Number);
        for (var index = 0; index < inodes.Length / XfsGeometry.InodeSize; index++)
        {
            var number = layout.Geometry.RootInode + (ulong)index;
            var inode = used.TryGetValue(number, out var found) ? found : new XfsInode { Number = number, Uuid = layout.Options.Uuid };
            inode.WriteTo(inodes.AsSpan(index * XfsGeometry.InodeSize));
        }

        return inodes;
    }

    private static IEnumerable<XfsInode> Used(XfsLayout layout)
    {
        foreach (var placement in layout.Placements)
        {
            yield return Inode(layout, placement);
        }

        var realTime = new XfsInode
        {
            Number = layout.Geometry.RootInode + 1,
            Uuid = layout.Options.Uuid,
            Mode = XfsInode.RegularFile,
            Links = 1,
            Time = layout.Options.RootTime,
            Fork = XfsFork.OfExtents(layout.Geometry, []),
        };
        yield return realTime with { Flags = RealTimeBitmapFlag };
        yield return realTime with { Number = realTime.Number + 1 };
    }

    private static XfsInode Inode(XfsLayout layout, XfsPlacement placement)
    {
        var directory = placement.Directory;
        var permissions = placement.Entry?.Permissions ?? RootPermissions;
        return new XfsInode
        {
            Number = placement.Inode,
            Uuid = layout.Options.Uuid,
            Mode = (ushort)((directory is null ? XfsInode.RegularFile : XfsInode.Directory) | permissions),
            Links = directory?.Links ?? 1,
            Time = placement.Entry?.ModificationTime ?? layout.Options.RootTime,
            Size = directory?.Size ?? placement.Entry!.Content!.Length,
            Fork = directory is { IsShort: true }
                ? XfsFork.OfContent(XfsShortDirectory.Bytes(directory))
                : XfsFork.OfExtents(layout.Geometry, placement.Runs),
        };
    }
}
