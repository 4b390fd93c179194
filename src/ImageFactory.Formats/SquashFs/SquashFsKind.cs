namespace ImageFactory.Formats.SquashFs;

/// <summary>What an inode is, by its number in a directory entry.</summary>
public enum SquashFsKind
{
    /// <summary>A directory.</summary>
    Directory = 1,

    /// <summary>A regular file.</summary>
    File = 2,

    /// <summary>A symbolic link.</summary>
    Symlink = 3,

    /// <summary>A block device.</summary>
    BlockDevice = 4,

    /// <summary>A character device.</summary>
    CharacterDevice = 5,

    /// <summary>A named pipe.</summary>
    Fifo = 6,

    /// <summary>A socket.</summary>
    Socket = 7,
}
