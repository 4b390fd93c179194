using ImageFactory.Assets.Store;
using ImageFactory.Formats.Cpio;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Assets.Artifacts;

/// <summary>
/// The files of one directory of a source image as one blob, a newc cpio archive: they are many, small, and only ever used together.
/// </summary>
internal sealed class PackedDirectory
{
    private const int MaxFiles = 2000;
    private const int MaxBytes = 32 * 1024 * 1024;
    private const int Permissions = 0b110_100_100;

    private readonly SortedDictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    /// <summary>The bytes of all files so far.</summary>
    private int Length => _files.Values.Sum(file => file.Length);

    /// <summary>The files of a packed directory by name.</summary>
    /// <exception cref="InvalidDataException">The blob is no such archive.</exception>
    public static async Task<IReadOnlyDictionary<string, ReadOnlyMemory<byte>>> ReadAsync(
        Artifact packed, IBlobSource blobs, CancellationToken cancellationToken)
    {
        await using var stream = new ExtentStream(packed.Map(), blobs);
        var reader = new CpioReader(stream, new CpioReaderLimits(MaxFiles, MaxBytes));
        var files = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        while (await reader.ReadNextAsync(cancellationToken) is { } entry)
        {
            var content = new byte[entry.Length];
            await entry.Content.ReadExactlyAsync(content, cancellationToken);
            files[entry.Path] = content;
        }

        return files;
    }

    /// <summary>Adds a file; one of the same name is replaced.</summary>
    /// <exception cref="InvalidDataException">There are too many files, or they are too long.</exception>
    public async Task AddAsync(string name, Stream content, long length, CancellationToken cancellationToken)
    {
        if (length > MaxBytes - Length || _files.Count == MaxFiles)
        {
            throw new InvalidDataException($"The directory of '{name}' has more than {MaxFiles} files or {MaxBytes} bytes.");
        }

        var bytes = new byte[length];
        await content.ReadExactlyAsync(bytes, cancellationToken);
        _files[name] = bytes;
    }

    /// <summary>Puts the archive.</summary>
    /// <exception cref="IOException">The store cannot keep it.</exception>
    public async Task<StoredBlob> PutAsync(BlobStore blobs, CancellationToken cancellationToken)
    {
        var entries = _files.Select(file => CpioEntry.File(file.Key, Permissions, modificationTime: 0, ExtentMap.OfBytes(file.Value)));
        await using var archive = new ExtentStream(CpioImage.Map(CpioLayout.Create(new CpioTree(entries))), blobs);
        return await blobs.PutAsync(archive, expected: null, cancellationToken);
    }
}
