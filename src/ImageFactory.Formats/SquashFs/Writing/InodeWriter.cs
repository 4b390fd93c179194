using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using ImageFactory.Formats.SquashFs.Structures;

namespace ImageFactory.Formats.SquashFs.Writing;

/// <summary>Writes inodes, each in its short form when that has room for it (squashfs.rst §3.2).</summary>
internal sealed class InodeWriter(MetadataWriter inodes, IdTable ids, XattrTable xattrs)
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>Writes the inode of anything but a directory, and notes its place in it.</summary>
    public void Write(PlannedInode inode)
    {
        var xattrId = xattrs.IdOf(inode.Node.Xattrs);
        switch (inode.Node)
        {
            case SquashFsFile file:
                WriteFile(inode, file, xattrId);
                break;
            case SquashFsSymlink link:
                WriteHeader(inode, xattrId != SquashFsFormat.None);
                WriteSymlink(Encoding.UTF8.GetBytes(link.Target));
                AppendXattrId(xattrId);
                break;
            case SquashFsDevice device:
                WriteHeader(inode, xattrId != SquashFsFormat.None);
                new DeviceInode(LinkCount: 1, new DeviceNumber(device.Major, device.Minor).Packed).WriteTo(Next(DeviceInode.Size));
                AppendXattrId(xattrId);
                break;
            default:
                // A named pipe or a socket has a link count only (struct squashfs_ipc_inode).
                WriteHeader(inode, xattrId != SquashFsFormat.None);
                AppendUInt32(1);
                AppendXattrId(xattrId);
                break;
        }

        Finish(inode);
    }

    /// <summary>Writes the inode of a directory whose listing is written, and notes its place in it.</summary>
    public void WriteDirectory(PlannedInode inode, PlacedListing listing, uint parentNumber)
    {
        var xattrId = xattrs.IdOf(inode.Node.Xattrs);
        var size = listing.Length + SquashFsFormat.ListingOverhead;
        var links = 2 + (uint)inode.Children.Count(child => child.Node is SquashFsDirectory);
        var (block, offset) = listing.Start;
        if (xattrId == SquashFsFormat.None && size <= ushort.MaxValue && listing.Index.Count == 0)
        {
            WriteHeader(inode, isExtended: false);
            new DirectoryInode(block, links, (ushort)size, offset, parentNumber).WriteTo(Next(DirectoryInode.Size));
        }
        else
        {
            WriteHeader(inode, isExtended: true);
            new ExtendedDirectoryInode(links, (uint)size, block, parentNumber, (ushort)listing.Index.Count, offset, xattrId)
                .WriteTo(Next(ExtendedDirectoryInode.Size));
            foreach (var (entry, name) in listing.Index)
            {
                entry.WriteTo(Next(DirectoryIndexEntry.Size));
                name.CopyTo(Next(name.Length));
            }
        }

        Finish(inode);
    }

    private void WriteFile(PlannedInode inode, SquashFsFile file, uint xattrId)
    {
        var layout = inode.File;
        if (xattrId == SquashFsFormat.None
            && file.Content.Length <= uint.MaxValue
            && layout.Start <= uint.MaxValue
            && layout.SparseBytes == 0)
        {
            WriteHeader(inode, isExtended: false);
            new FileInode((uint)layout.Start, layout.Fragment, layout.FragmentOffset, (uint)file.Content.Length)
                .WriteTo(Next(FileInode.Size));
        }
        else
        {
            WriteHeader(inode, isExtended: true);
            new ExtendedFileInode(
                layout.Start,
                (ulong)file.Content.Length,
                (ulong)layout.SparseBytes,
                LinkCount: 1,
                layout.Fragment,
                layout.FragmentOffset,
                xattrId).WriteTo(Next(ExtendedFileInode.Size));
        }

        foreach (var size in layout.BlockSizes)
        {
            AppendUInt32(size);
        }
    }

    private void WriteSymlink(byte[] target)
    {
        new SymlinkInode(LinkCount: 1, (uint)target.Length).WriteTo(Next(SymlinkInode.Size));
        target.CopyTo(Next(target.Length));
    }

    private void WriteHeader(PlannedInode inode, bool isExtended)
    {
        var type = (ushort)((ushort)inode.Node.Kind + (isExtended ? SquashFsFormat.ExtendedInode : 0));
        new InodeHeader(
            type,
            (ushort)inode.Node.Mode,
            ids.IndexOf(inode.Node.Uid),
            ids.IndexOf(inode.Node.Gid),
            inode.Node.ModificationTime,
            inode.Number).WriteTo(Next(InodeHeader.Size));
    }

    private void AppendXattrId(uint xattrId)
    {
        if (xattrId != SquashFsFormat.None)
        {
            AppendUInt32(xattrId);
        }
    }

    private void AppendUInt32(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Next(sizeof(uint)), value);

    private Span<byte> Next(int length)
    {
        var span = _bytes.GetSpan(length)[..length];
        _bytes.Advance(length);
        return span;
    }

    private void Finish(PlannedInode inode)
    {
        inode.Reference = inodes.Position;
        inodes.Write(_bytes.WrittenSpan);
        _bytes.ResetWrittenCount();
    }
}
