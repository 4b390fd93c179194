using ImageFactory.Formats.Archives;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Fat;

/// <summary>A file or a directory of a FAT32 file system.</summary>
public sealed record FatEntry
{
    private FatEntry(string path, long modificationTime, ExtentMap? content)
    {
        ArchivePath.Require(path, nameof(path));
        FatName.Require(path[(path.LastIndexOf('/') + 1)..]);
        FatTimestamp.Require(modificationTime, nameof(modificationTime));
        Path = path;
        ModificationTime = modificationTime;
        Content = content;
    }

    /// <summary>The path from the root, without a slash at either end.</summary>
    public string Path { get; }

    /// <summary>Seconds since 1970, from 1980 to the end of 2107. FAT keeps every second one.</summary>
    public long ModificationTime { get; }

    /// <summary>The content of a file; null for a directory.</summary>
    public ExtentMap? Content { get; }

    /// <summary>Whether the file is marked as not to be written to.</summary>
    public bool IsReadOnly { get; private init; }

    internal string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>A file of up to 4 GiB - 1.</summary>
    /// <exception cref="ArgumentException">The path, the time or the length of the content cannot be expressed.</exception>
    public static FatEntry File(string path, long modificationTime, ExtentMap content, bool isReadOnly = false) =>
        content.Length <= uint.MaxValue
            ? new FatEntry(path, modificationTime, content) { IsReadOnly = isReadOnly }
            : throw new ArgumentException(
                $"The file '{path}' has {content.Length} bytes; FAT holds files of up to {uint.MaxValue} bytes.", nameof(content));

    /// <summary>A directory.</summary>
    /// <exception cref="ArgumentException">The path or the time cannot be expressed.</exception>
    public static FatEntry Directory(string path, long modificationTime) => new(path, modificationTime, content: null);
}
