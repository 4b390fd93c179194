namespace ImageFactory.Formats.Xfs;

/// <summary>The start of an allocation group ("Allocation Groups"): four headers, each in its sector, and the roots of three indexes.</summary>
internal static class XfsGroup
{
    public static byte[] Bytes(XfsLayout layout, int group)
    {
        var bytes = new byte[layout.Geometry.LogBlock * XfsGeometry.BlockSize];
        WriteHeaders(bytes, layout, group);
        WriteIndexes(bytes, layout, group);
        return bytes;
    }

    private static void WriteHeaders(Span<byte> bytes, XfsLayout layout, int group)
    {
        var geometry = layout.Geometry;
        var uuid = layout.Options.Uuid;
        var inodes = (uint)layout.Chunks * XfsGeometry.InodesPerChunk;
        var freeInodes = inodes - (uint)layout.UsedInodes;
        new XfsSuperblock
        {
            Geometry = geometry,
            Options = layout.Options,
            Inodes = inodes,
            FreeInodes = freeInodes,
            FreeBlocks = (ulong)layout.Space.FreeBlocks + (XfsGeometry.Groups * XfsGeometry.FreeListBlocks),
        }.WriteTo(bytes, isCopy: group > 0);
        new XfsFreeHeader { Geometry = geometry, Uuid = uuid, Group = group, Free = layout.Space.Free(group) }
            .WriteTo(bytes[(XfsFreeHeader.Sector * geometry.SectorSize)..]);
        new XfsInodeHeader
        {
            Geometry = geometry,
            Uuid = uuid,
            Group = group,
            Inodes = group == 0 ? inodes : 0,
            FreeInodes = group == 0 ? freeInodes : 0,
        }.WriteTo(bytes[(XfsInodeHeader.Sector * geometry.SectorSize)..]);
        new XfsFreeList { Geometry = geometry, Uuid = uuid, Group = group }
            .WriteTo(bytes[(XfsFreeList.Sector * geometry.SectorSize)..]);
    }

    private static void WriteIndexes(Span<byte> bytes, XfsLayout layout, int group)
    {
        var geometry = layout.Geometry;
        var free = layout.Space.Free(group);
        var byPlace = new XfsIndexBlock
        {
            Magic = "AB3B",
            Geometry = geometry,
            Uuid = layout.Options.Uuid,
            Group = group,
            Block = geometry.PlaceIndex,
            Records = XfsFreeIndex.RecordsByPlace(free),
            RecordSize = XfsFreeIndex.RecordSize,
        };
        var byLength = byPlace with
        {
            Magic = "AB3C",
            Block = geometry.LengthIndex,
            Records = XfsFreeIndex.RecordsByLength(free),
        };
        var inodes = byPlace with
        {
            Magic = "IAB3",
            Block = geometry.InodeIndex,
            Records = XfsInodeIndex.Records(geometry.RootInode, group == 0 ? layout.Chunks : 0, layout.UsedInodes),
            RecordSize = XfsInodeIndex.RecordSize,
        };
        byPlace.WriteTo(bytes);
        byLength.WriteTo(bytes);
        inodes.WriteTo(bytes);
    }
}
