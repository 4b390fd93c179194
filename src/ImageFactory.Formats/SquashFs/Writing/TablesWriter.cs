using System.Buffers.Binary;
using System.Numerics;
using ImageFactory.Formats.Compression;
using ImageFactory.Formats.SquashFs.Structures;

namespace ImageFactory.Formats.SquashFs.Writing;

/// <summary>
/// Writes everything behind the data, in the only order that the kernel accepts (fs/squashfs/super.c checks that each table ends
/// where the next one starts): inodes, directories, fragments, export, ids, attributes.
/// </summary>
internal sealed class TablesWriter : IDisposable
{
    private readonly TreePlan _plan;
    private readonly BodyStream _body;
    private readonly IBlockCodec _codec;
    private readonly IdTable _ids = new();
    private readonly XattrTable _xattrs;
    private readonly MetadataWriter _inodes;
    private readonly MetadataWriter _directories;

    private TablesWriter(TreePlan plan, SquashFsOptions options, BodyStream body)
    {
        _plan = plan;
        _body = body;
        _codec = BlockCodecs.ForWriting(options);
        _xattrs = new XattrTable(_codec);
        _inodes = new MetadataWriter(_codec);
        _directories = new MetadataWriter(_codec);
    }

    public static async Task<SquashFsImage> WriteAsync(
        TreePlan plan,
        SquashFsOptions options,
        IReadOnlyList<FragmentEntry> fragments,
        BodyStream body,
        CancellationToken cancellationToken)
    {
        using var tables = new TablesWriter(plan, options, body);
        tables.PlaceInodes();
        var superblock = new byte[Superblock.Size];
        (await tables.WriteAsync(options, fragments, cancellationToken)).WriteTo(superblock);
        await body.PadAsync(cancellationToken);
        return new SquashFsImage(superblock, body.Position - Superblock.Size);
    }

    public void Dispose() => _codec.Dispose();

    private void PlaceInodes()
    {
        var writer = new InodeWriter(_inodes, _ids, _xattrs);
        for (var index = _plan.Directories.Count - 1; index >= 0; index--)
        {
            foreach (var child in _plan.Directories[index].Children)
            {
                Place(writer, child);
            }
        }

        Place(writer, _plan.Root);
    }

    private void Place(InodeWriter writer, PlannedInode inode)
    {
        if (inode.Node is not SquashFsDirectory)
        {
            writer.Write(inode);
            return;
        }

        // mksquashfs gives the root a parent behind the last inode.
        var parent = inode.Parent?.Number ?? (_plan.InodeCount + 1);
        writer.WriteDirectory(inode, PlacedListing.Write(DirectoryListing.Create(inode.Children), _directories), parent);
    }

    private async Task<Superblock> WriteAsync(
        SquashFsOptions options, IReadOnlyList<FragmentEntry> fragments, CancellationToken cancellationToken)
    {
        var inodeTable = await WriteMetadataAsync(_inodes, cancellationToken);
        var directoryTable = await WriteMetadataAsync(_directories, cancellationToken);
        var fragmentTable = await WriteTableAsync(SerializeFragments(fragments), cancellationToken);
        var exportTable = await WriteTableAsync(SerializeExports(), cancellationToken);
        var idTable = await WriteTableAsync(_ids.Serialize(), cancellationToken);
        var xattrTable = await WriteXattrsAsync(cancellationToken);
        return new Superblock
        {
            Signature = SquashFsFormat.Signature,
            InodeCount = _plan.InodeCount,
            ModificationTime = options.ModificationTime,
            BlockSize = (uint)options.BlockSize,
            FragmentCount = (uint)fragments.Count,
            Compressor = (ushort)options.Compressor,
            BlockSizeLog = (ushort)BitOperations.Log2((uint)options.BlockSize),
            Flags = (ushort)(SquashFsFormat.FlagExportable
                | (CompressorOptions.ArePresent(options) ? SquashFsFormat.FlagCompressorOptions : 0)),
            IdCount = _ids.Count,
            MajorVersion = SquashFsFormat.MajorVersion,
            MinorVersion = SquashFsFormat.MinorVersion,
            RootInode = _plan.Root.Reference.Packed,
            BytesUsed = (ulong)_body.Position,
            IdTable = idTable,
            XattrTable = xattrTable,
            InodeTable = inodeTable,
            DirectoryTable = directoryTable,
            FragmentTable = fragmentTable,
            ExportTable = exportTable,
        };
    }

    private async Task<ulong> WriteMetadataAsync(MetadataWriter table, CancellationToken cancellationToken)
    {
        var start = (ulong)_body.Position;
        await _body.WriteAsync(table.Finish().Bytes, cancellationToken);
        return start;
    }

    private async Task<ulong> WriteXattrsAsync(CancellationToken cancellationToken)
    {
        if (_xattrs.Count == 0)
        {
            return SquashFsFormat.NoTable;
        }

        var attributes = (ulong)_body.Position;
        await _body.WriteAsync(_xattrs.Finish(), cancellationToken);
        var header = new byte[XattrTableHeader.Size];
        new XattrTableHeader(attributes, _xattrs.Count, 0).WriteTo(header);
        return await WriteTableAsync(_xattrs.Ids.ToArray(), cancellationToken, header);
    }

    /// <summary>Writes a table as metadata blocks, then its header and the positions of the blocks; returns where those start.</summary>
    private async Task<ulong> WriteTableAsync(byte[] table, CancellationToken cancellationToken, byte[]? header = null)
    {
        var writer = new MetadataWriter(_codec);
        writer.Write(table);
        var (bytes, blockStarts) = writer.Finish();
        var start = _body.Position;
        var list = new byte[blockStarts.Count * sizeof(ulong)];
        for (var block = 0; block < blockStarts.Count; block++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(list.AsSpan(block * sizeof(ulong)), (ulong)(start + blockStarts[block]));
        }

        await _body.WriteAsync(bytes, cancellationToken);
        var position = (ulong)_body.Position;
        await _body.WriteAsync(header, cancellationToken);
        await _body.WriteAsync(list, cancellationToken);
        return position;
    }

    private static byte[] SerializeFragments(IReadOnlyList<FragmentEntry> fragments)
    {
        var table = new byte[fragments.Count * FragmentEntry.Size];
        for (var index = 0; index < fragments.Count; index++)
        {
            fragments[index].WriteTo(table.AsSpan(index * FragmentEntry.Size));
        }

        return table;
    }

    // squashfs.rst §3.7: by inode number, which starts at 1.
    private byte[] SerializeExports()
    {
        var table = new byte[_plan.InodeCount * sizeof(ulong)];
        foreach (var inode in _plan.Directories.SelectMany(directory => directory.Children).Append(_plan.Root))
        {
            BinaryPrimitives.WriteUInt64LittleEndian(table.AsSpan((int)(inode.Number - 1) * sizeof(ulong)), inode.Reference.Packed);
        }

        return table;
    }
}
