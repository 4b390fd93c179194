namespace ImageFactory.Assets.Build;

/// <summary>Constants of composing that every asset shares.</summary>
internal static class CompositionRules
{
    /// <summary>The time in every timestamp, in seconds since 1970: the reference's <c>SOURCE_DATE_EPOCH</c>.</summary>
    public const uint Timestamp = 1559424892;

    /// <summary>What a FAT file system takes for its tables and directories, in bytes: more than that of any disk here.</summary>
    public const long FileSystemReserve = 8 * 1024 * 1024;

    /// <summary>
    /// Whether an ISO holds its files twice: in its tree, and in the EFI system partition. All known readers find them there.
    /// </summary>
    public const bool IsoHasCopies = false;

    /// <summary>What an XFS file system of the size of BOOT takes for its log and its tables, in bytes: more than that of any disk here.</summary>
    public const long BootReserve = 96 * 1024 * 1024;
}
