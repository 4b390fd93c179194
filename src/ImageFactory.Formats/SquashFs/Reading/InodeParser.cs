using System.Buffers.Binary;
using ImageFactory.Formats.SquashFs.Structures;

namespace ImageFactory.Formats.SquashFs.Reading;

/// <summary>Reads inodes (squashfs.rst §3.2).</summary>
internal sealed class InodeParser(ImageTables tables)
{
    private const int PermissionBits = 0xFFF;

    /// <exception cref="InvalidDataException">There is no inode, or it is damaged.</exception>
    public SquashFsInode Parse(MetadataReference place)
    {
        var cursor = tables.Inodes.From(place);
        var header = InodeHeader.Read(cursor.Take(InodeHeader.Size));
        var isExtended = header.Type > SquashFsFormat.ExtendedInode;
        var kind = (SquashFsKind)(header.Type - (isExtended ? SquashFsFormat.ExtendedInode : 0));
        var inode = new SquashFsInode
        {
            Kind = kind,
            Number = header.Number,
            Mode = header.Mode & PermissionBits,
            Uid = FindId(header.UidIndex),
            Gid = FindId(header.GidIndex),
            ModificationTime = header.ModificationTime,
        };
        return kind switch
        {
            SquashFsKind.Directory => ParseDirectory(inode, isExtended, ref cursor),
            SquashFsKind.File => ParseFile(inode, isExtended, ref cursor),
            SquashFsKind.Symlink => ParseSymlink(inode, isExtended, ref cursor),
            SquashFsKind.BlockDevice or SquashFsKind.CharacterDevice => ParseDevice(inode, isExtended, ref cursor),
            SquashFsKind.Fifo or SquashFsKind.Socket => ParseIpc(inode, isExtended, ref cursor),
            _ => throw new InvalidDataException($"A squashfs inode has the unknown type {header.Type}."),
        };
    }

    private SquashFsInode ParseDirectory(SquashFsInode inode, bool isExtended, ref MetadataCursor cursor)
    {
        if (!isExtended)
        {
            var basic = DirectoryInode.Read(cursor.Take(DirectoryInode.Size));
            return inode with { Content = FindListing(new MetadataReference(basic.StartBlock, basic.Offset), basic.FileSize) };
        }

        var extended = ExtendedDirectoryInode.Read(cursor.Take(ExtendedDirectoryInode.Size));
        return inode with
        {
            Content = FindListing(new MetadataReference(extended.StartBlock, extended.Offset), extended.FileSize),
            XattrId = extended.XattrId,
        };
    }

    private TableRange FindListing(MetadataReference place, uint size) => size <= SquashFsFormat.ListingOverhead
        ? default
        : tables.Directories.From(place).TakeRange(size - SquashFsFormat.ListingOverhead);

    private SquashFsInode ParseFile(SquashFsInode inode, bool isExtended, ref MetadataCursor cursor)
    {
        if (!isExtended)
        {
            var basic = FileInode.Read(cursor.Take(FileInode.Size));
            return WithData(inode, basic.FileSize, new FileData(basic.StartBlock, basic.Fragment, basic.FragmentOffset), ref cursor);
        }

        var extended = ExtendedFileInode.Read(cursor.Take(ExtendedFileInode.Size));
        var data = new FileData(extended.StartBlock, extended.Fragment, extended.FragmentOffset);
        return WithData(inode with { XattrId = extended.XattrId }, extended.FileSize, data, ref cursor);
    }

    private SquashFsInode WithData(SquashFsInode inode, ulong size, FileData data, ref MetadataCursor cursor)
    {
        if (size > long.MaxValue)
        {
            throw new InvalidDataException($"A squashfs file of {size} bytes is too long.");
        }

        var (blocks, tail) = Math.DivRem((long)size, tables.Superblock.BlockSize);
        if (data.Fragment == SquashFsFormat.None)
        {
            blocks += tail > 0 ? 1 : 0;
        }
        else if (data.Fragment >= tables.Superblock.FragmentCount || data.FragmentOffset > tables.Superblock.BlockSize - tail)
        {
            throw new InvalidDataException("A squashfs file has its tail in a fragment that is not there.");
        }

        return inode with { Size = (long)size, Data = data, Content = cursor.TakeRange(blocks * sizeof(uint)) };
    }

    private static SquashFsInode ParseSymlink(SquashFsInode inode, bool isExtended, ref MetadataCursor cursor)
    {
        var size = SymlinkInode.Read(cursor.Take(SymlinkInode.Size)).TargetSize;
        if (size is 0 or > SquashFsFormat.LongestSymlink)
        {
            throw new InvalidDataException($"The target of a squashfs link has {size} bytes.");
        }

        return inode with { Size = size, Content = cursor.TakeRange(size), XattrId = TakeXattrId(isExtended, ref cursor) };
    }

    private static SquashFsInode ParseDevice(SquashFsInode inode, bool isExtended, ref MetadataCursor cursor)
    {
        var device = DeviceNumber.Unpack(DeviceInode.Read(cursor.Take(DeviceInode.Size)).Device);
        return inode with { DeviceMajor = device.Major, DeviceMinor = device.Minor, XattrId = TakeXattrId(isExtended, ref cursor) };
    }

    private static SquashFsInode ParseIpc(SquashFsInode inode, bool isExtended, ref MetadataCursor cursor)
    {
        _ = cursor.TakeUInt32();
        return inode with { XattrId = TakeXattrId(isExtended, ref cursor) };
    }

    private static uint TakeXattrId(bool isExtended, ref MetadataCursor cursor) =>
        isExtended ? cursor.TakeUInt32() : SquashFsFormat.None;

    private uint FindId(ushort index) => index < tables.Superblock.IdCount
        ? BinaryPrimitives.ReadUInt32LittleEndian(tables.Ids.AsSpan(index * sizeof(uint)))
        : throw new InvalidDataException($"A squashfs inode names the id {index} of {tables.Superblock.IdCount}.");
}
