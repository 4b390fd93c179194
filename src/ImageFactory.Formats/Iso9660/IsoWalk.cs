using System.Text;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Iso9660;

/// <summary>Reads the tree of an image. No directory is read twice: that is what ends circles.</summary>
internal sealed class IsoWalk
{
    private const int MostEntries = 100_000;
    private const int MostDepth = 64;
    private const int LongestDirectory = 64 * 1024 * 1024;
    private const int FilePermissions = 0x124;
    private const int DirectoryPermissions = 0x16D;

    private readonly ExtentReader _image;
    private readonly List<Iso9660Entry> _entries = [];
    private readonly HashSet<uint> _directories = [];
    private readonly HashSet<string> _paths = new(StringComparer.Ordinal);
    private long _directoryBytes;

    public IsoWalk(ExtentReader image) => _image = image;

    public IReadOnlyList<Iso9660Entry> Entries => _entries;

    /// <summary>Reads everything below the root.</summary>
    /// <exception cref="InvalidDataException">The tree is damaged or over a limit.</exception>
    public Task ReadAsync(DirectoryRecord root, CancellationToken cancellationToken) => ReadAsync(root, path: null, depth: 1, cancellationToken);

    private async Task ReadAsync(DirectoryRecord directory, string? path, int depth, CancellationToken cancellationToken)
    {
        _directoryBytes += directory.DataLength;
        if (depth > MostDepth || _directoryBytes > LongestDirectory || !_directories.Add(directory.Block))
        {
            throw new InvalidDataException($"The directory '{path}' of the ISO 9660 image is too deep, too long, or there twice.");
        }

        var listing = new byte[directory.DataLength];
        await using (var reader = _image.Of(Content(directory, path)))
        {
            await reader.ReadExactlyAsync(0, listing, cancellationToken);
        }

        var parts = new ExtentMapBuilder();
        foreach (var record in RecordReader.ReadAll(listing))
        {
            // The first two are the directory itself and its parent.
            if (record.Identifier.Span is [0] or [1])
            {
                continue;
            }

            parts.Append(Content(record, path));
            if ((record.Flags & DirectoryRecord.MultiExtentFlag) == 0)
            {
                await AddAsync(record, path, parts.Build(), depth, cancellationToken);
                parts = new ExtentMapBuilder();
            }
        }
    }

    private async Task AddAsync(DirectoryRecord record, string? parent, ExtentMap content, int depth, CancellationToken cancellationToken)
    {
        var fields = await RockRidgeFields.ReadAsync(record.SystemUse, _image, cancellationToken);
        var name = fields.Name ?? PlainName(record.Identifier.Span);
        var path = parent is null ? name : $"{parent}/{name}";
        if (_entries.Count == MostEntries || !_paths.Add(path))
        {
            throw new InvalidDataException($"The ISO 9660 image has '{path}' twice, or more than {MostEntries} entries.");
        }

        var isDirectory = (record.Flags & DirectoryRecord.DirectoryFlag) != 0;
        var type = fields.Type ?? (isDirectory ? Iso9660EntryType.Directory : Iso9660EntryType.File);
        if (isDirectory != (type == Iso9660EntryType.Directory))
        {
            throw new InvalidDataException($"The ISO 9660 image says of '{path}' that it is a directory, and that it is none.");
        }

        if (Enum.IsDefined(type))
        {
            _entries.Add(Create(type, path, record.Time, fields, content));
        }

        if (isDirectory)
        {
            await ReadAsync(record, path, depth + 1, cancellationToken);
        }
    }

    private static Iso9660Entry Create(Iso9660EntryType type, string path, long time, RockRidgeFields fields, ExtentMap content)
    {
        try
        {
            return type switch
            {
                Iso9660EntryType.Directory => Iso9660Entry.Directory(path, fields.Permissions ?? DirectoryPermissions, time),
                Iso9660EntryType.SymbolicLink => Iso9660Entry.SymbolicLink(path, fields.Target, time),
                _ => Iso9660Entry.File(path, fields.Permissions ?? FilePermissions, time, content),
            };
        }
        catch (ArgumentException exception)
        {
            throw new InvalidDataException($"The ISO 9660 image has an impossible entry '{path}'.", exception);
        }
    }

    private ExtentMap Content(DirectoryRecord record, string? path)
    {
        var offset = (long)record.Block * Iso9660Layout.BlockSize;
        if (record.DataLength == 0)
        {
            return ExtentMap.Empty;
        }

        return offset + record.DataLength <= _image.Map.Length
            ? _image.Map.Slice(offset, record.DataLength)
            : throw new InvalidDataException($"Something in the directory '{path}' of the ISO 9660 image lies behind its end.");
    }

    // ECMA-119, 7.5.1: the version, and the dot of a name without extension, mean nothing to anybody.
    private static string PlainName(ReadOnlySpan<byte> identifier) => Encoding.Latin1.GetString(identifier).Split(';')[0].TrimEnd('.');
}
