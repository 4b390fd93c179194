using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Iso9660;

/// <summary>The bytes of an image's descriptor and directories.</summary>
/// <param name="Layout">The layout.</param>
internal readonly record struct IsoVolume(Iso9660Layout Layout)
{
    private const uint RootBlock = Iso9660Layout.FirstTree;

    /// <summary>The primary volume descriptor.</summary>
    public byte[] Descriptor()
    {
        var tables = RootBlock + Layout.PathTableBlock;
        var root = Layout.Directories[0];
        var bytes = new byte[PrimaryVolumeDescriptor.Size];
        var descriptor = new PrimaryVolumeDescriptor
        {
            Options = Layout.Options,
            Blocks = (uint)(Layout.Length / Iso9660Layout.BlockSize),
            PathTableSize = (uint)Layout.PathTable.Length,
            LittleEndianPathTable = tables,
            BigEndianPathTable = tables + Layout.PathTable.Blocks,
            Root = Record(root.Records[0]) with { SystemUse = ReadOnlyMemory<byte>.Empty },
        };
        descriptor.WriteTo(bytes);
        return bytes;
    }

    /// <summary>Appends the directories and the path tables.</summary>
    public void AppendTree(ExtentMapBuilder builder)
    {
        foreach (var directory in Layout.Directories)
        {
            builder.AppendSparse(Listing(directory)).PadTo(Iso9660Layout.BlockSize);
        }

        builder.AppendSparse(Layout.PathTable.ToBytes(RootBlock, isBigEndian: false)).PadTo(Iso9660Layout.BlockSize);
        builder.AppendSparse(Layout.PathTable.ToBytes(RootBlock, isBigEndian: true)).PadTo(Iso9660Layout.BlockSize);
    }

    private byte[] Listing(IsoDirectory directory)
    {
        var bytes = new byte[directory.Length + directory.OutsideLength];
        var outsideBlock = RootBlock + directory.Block + (uint)(directory.Length / Iso9660Layout.BlockSize);
        foreach (var record in directory.Records)
        {
            var (block, offset) = Math.DivRem((uint)record.OutsideOffset, (uint)Iso9660Layout.BlockSize);
            var written = Record(record) with { SystemUse = record.SystemUse.Inside(outsideBlock + block, offset) };
            written.WriteTo(bytes.AsSpan(record.Offset));
            record.SystemUse.Outside.CopyTo(bytes, directory.Length + record.OutsideOffset);
        }

        return bytes;
    }

    private DirectoryRecord Record(IsoRecord record)
    {
        if (record.Directory is { } directory)
        {
            return new DirectoryRecord
            {
                Block = RootBlock + directory.Block,
                DataLength = (uint)directory.Length,
                Time = record.Time,
                Flags = DirectoryRecord.DirectoryFlag,
                Identifier = record.Identifier,
            };
        }

        // What names no directory names a file.
        return new DirectoryRecord
        {
            Block = Layout.BlockOf(record.File!) + (uint)(record.PartOffset / Iso9660Layout.BlockSize),
            DataLength = record.PartLength,
            Time = record.Time,
            Flags = record.HasMore ? DirectoryRecord.MultiExtentFlag : (byte)0,
            Identifier = record.Identifier,
        };
    }
}
