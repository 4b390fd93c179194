namespace ImageFactory.Formats.Tar;

/// <summary>What an entry is; the values are the type flags of POSIX.1-2017, pax, "ustar Interchange Format".</summary>
public enum TarEntryType
{
    /// <summary>A regular file.</summary>
    File = '0',

    /// <summary>Another name of a file that came before.</summary>
    HardLink = '1',

    /// <summary>A symbolic link.</summary>
    Symlink = '2',

    /// <summary>A character device.</summary>
    CharacterDevice = '3',

    /// <summary>A block device.</summary>
    BlockDevice = '4',

    /// <summary>A directory.</summary>
    Directory = '5',

    /// <summary>A FIFO.</summary>
    Fifo = '6',
}
