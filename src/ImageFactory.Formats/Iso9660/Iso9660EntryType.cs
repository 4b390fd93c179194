namespace ImageFactory.Formats.Iso9660;

/// <summary>What an <see cref="Iso9660Entry"/> is; the values are those of the file type in a POSIX mode.</summary>
public enum Iso9660EntryType
{
    /// <summary>A directory.</summary>
    Directory = 0x4000,

    /// <summary>A regular file.</summary>
    File = 0x8000,

    /// <summary>A symbolic link.</summary>
    SymbolicLink = 0xA000,
}
