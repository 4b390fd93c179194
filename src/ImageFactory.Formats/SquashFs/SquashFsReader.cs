using System.Text;
using ImageFactory.Formats.Compression;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.SquashFs.Reading;
using ImageFactory.Formats.SquashFs.Structures;

namespace ImageFactory.Formats.SquashFs;

/// <summary>
/// Reads squashfs 4.0 images that nobody vouches for. The metadata is loaded and held when the image is opened, within
/// <see cref="SquashFsLimits"/>; the content of files is streamed. Not for use by several threads at once, nor are its streams.
/// </summary>
public sealed class SquashFsReader : IAsyncDisposable
{
    private readonly ExtentReader _image;
    private readonly IBlockCodec _codec;
    private readonly SquashFsLimits _limits;
    private readonly ImageTables _tables;
    private readonly ListingParser _listings;
    private readonly XattrParser _xattrs;
    private readonly BlockReader _blocks;

    private SquashFsReader(OpenImage image, ImageTables tables, SquashFsLimits limits)
    {
        _image = image.Extents;
        _codec = image.Codec;
        _limits = limits;
        _tables = tables;
        var inodes = new InodeParser(tables);
        _listings = new ListingParser(tables, inodes, limits.MaxEntries);
        _xattrs = new XattrParser(tables);
        _blocks = new BlockReader(tables, image.Bytes, image.Codec);
        Root = inodes.Parse(MetadataReference.Unpack(tables.Superblock.RootInode));
    }

    /// <summary>The root directory.</summary>
    public SquashFsInode Root { get; }

    /// <summary>How the image is compressed.</summary>
    public SquashFsCompressor Compressor => (SquashFsCompressor)_tables.Superblock.Compressor;

    /// <summary>The size of a data block in bytes.</summary>
    public int BlockSize => (int)_tables.Superblock.BlockSize;

    /// <summary>When the image was made, in seconds since 1970.</summary>
    public uint ModificationTime => _tables.Superblock.ModificationTime;

    /// <summary>Opens an image compressed with gzip, xz or zstd; bytes behind it are ignored.</summary>
    /// <exception cref="FileNotFoundException">A blob is not there.</exception>
    /// <exception cref="InvalidDataException">The image is damaged, exceeds a limit, or uses another compressor.</exception>
    public static async Task<SquashFsReader> OpenAsync(
        ExtentMap image, IBlobSource blobs, SquashFsLimits limits, CancellationToken cancellationToken)
    {
        var open = await OpenImage.CreateAsync(image, blobs, cancellationToken);
        try
        {
            var loader = new MetadataLoader(open.Bytes, open.Codec, limits.MaxMetadata);
            var tables = await ImageTables.LoadAsync(open.Superblock, open.Bytes, loader, cancellationToken);
            var reader = new SquashFsReader(open, tables, limits);
            return reader.Root.Kind == SquashFsKind.Directory
                ? reader
                : throw new InvalidDataException("The root of the squashfs image is not a directory.");
        }
        catch
        {
            await open.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// What is at <paramref name="path"/>, or null. Links are not followed; slashes at either end and doubled ones do not count.
    /// </summary>
    /// <exception cref="InvalidDataException">A directory on the way is damaged.</exception>
    public SquashFsInode? Find(string path)
    {
        var inode = Root;
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (inode.Kind != SquashFsKind.Directory)
            {
                return null;
            }

            inode = _listings.Parse(inode).FirstOrDefault(entry => string.Equals(entry.Name, part, StringComparison.Ordinal)).Inode;
            if (inode is null)
            {
                return null;
            }
        }

        return inode;
    }

    /// <summary>What is in a directory, by the bytes of the names; the paths are just the names.</summary>
    /// <exception cref="ArgumentException">The inode is not a directory.</exception>
    /// <exception cref="InvalidDataException">The directory is damaged or too long.</exception>
    public IReadOnlyList<SquashFsEntry> List(SquashFsInode directory)
    {
        Expect(directory, SquashFsKind.Directory);
        return [.. _listings.Parse(directory).Select(entry => new SquashFsEntry(entry.Name, entry.Inode))];
    }

    /// <summary>Everything below a directory, each directory before what is in it; the paths are relative to it.</summary>
    /// <exception cref="ArgumentException">The inode is not a directory.</exception>
    /// <exception cref="InvalidDataException">A directory is damaged, contains itself, or a limit is exceeded.</exception>
    public IEnumerable<SquashFsEntry> Walk(SquashFsInode directory)
    {
        Expect(directory, SquashFsKind.Directory);
        return new TreeWalk(_listings, _limits).From(directory);
    }

    /// <summary>The target of a symbolic link.</summary>
    /// <exception cref="ArgumentException">The inode is not a link.</exception>
    public string ReadLink(SquashFsInode link)
    {
        Expect(link, SquashFsKind.Symlink);
        return Encoding.UTF8.GetString(_tables.Inodes[link.Content]);
    }

    /// <summary>The extended attributes.</summary>
    /// <exception cref="InvalidDataException">The attributes are damaged or longer than 1 MiB.</exception>
    public IReadOnlyList<SquashFsXattr> ReadXattrs(SquashFsInode inode) => _xattrs.Parse(inode.XattrId);

    /// <summary>
    /// The content of a file, to be read asynchronously from front to back; reading throws <see cref="InvalidDataException"/> when
    /// a block is damaged. A file may be much longer than its image: look at <see cref="SquashFsInode.Size"/> first.
    /// </summary>
    /// <exception cref="ArgumentException">The inode is not a file.</exception>
    public Stream OpenFile(SquashFsInode file)
    {
        Expect(file, SquashFsKind.File);
        return new SquashFsFileStream(file, _blocks);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _codec.Dispose();
        await _image.DisposeAsync();
    }

    private static void Expect(SquashFsInode inode, SquashFsKind kind)
    {
        if (inode.Kind != kind)
        {
            throw new ArgumentException($"The inode is a {inode.Kind}, not a {kind}.", nameof(inode));
        }
    }
}
