namespace ImageFactory.Assets.Build;

/// <summary>Constants of composing that every asset shares.</summary>
internal static class CompositionRules
{
    /// <summary>The time in every timestamp, in seconds since 1970: the reference's <c>SOURCE_DATE_EPOCH</c>.</summary>
    public const uint Timestamp = 1559424892;

    /// <summary>What a FAT file system takes for its tables and directories, in bytes: more than that of any disk here.</summary>
    public const long FileSystemReserve = 8 * 1024 * 1024;

    /// <summary>Sections that an ISO will show as files start at a multiple of its block, in bytes.</summary>
    public const int IsoBlock = 2048;
}
