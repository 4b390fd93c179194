namespace ImageFactory.Formats.Compression.Composed;

/// <summary>How a composed stream is made.</summary>
public sealed record ComposedOptions
{
    /// <summary>The densest level of zstd whose window stays within 8 MiB, which every reader must accept (RFC 8878 section 3.1.1.1.2).</summary>
    public const int HighestZstdLevel = 19;

    // Content of a segment, what becomes of it, and the trial.
    private const long MemoryOfBuffers = 24L * 1024 * 1024;

    // Measured, as ZSTD_sizeof_CCtx and lzma_easy_encoder_memusage tell it for content of this length: deflate and xz -0 take less than
    // the first, zstd -18 and lower less than the second, all else less than the last.
    private const long MemoryOfSmallTables = 8L * 1024 * 1024;
    private const long MemoryOfTables = 66L * 1024 * 1024;
    private const long MemoryOfLargeTables = 96L * 1024 * 1024;

    // Cutting, the order of trials, and headers: whatever else determines the bytes.
    private const string Rules = "composed/1";

    // The levels of the reference. What does not compress is stored, so that density costs little where there is none to gain.
    private const int DefaultGzip = 6;
    private const int DefaultXz = 0;
    private const int DefaultZstd = 18;

    /// <summary>Streams of a kind at a level.</summary>
    /// <param name="level">1 to 9 for gzip, 0 to 9 for xz, 1 to 19 for zstd.</param>
    /// <exception cref="ArgumentOutOfRangeException">Nothing is composed of this kind, or it has no such level.</exception>
    public ComposedOptions(CompressionKind kind, int level)
    {
        var (lowest, highest) = kind switch
        {
            CompressionKind.Gzip => (GzipOptions.LowestLevel, GzipOptions.HighestLevel),
            CompressionKind.Xz => (0, XzOptions.HighestPreset),
            CompressionKind.Zstd => (ZstdOptions.LowestLevel, HighestZstdLevel),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Nothing is composed so."),
        };
        ArgumentOutOfRangeException.ThrowIfLessThan(level, lowest);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, highest);
        Kind = kind;
        Level = level;
    }

    /// <summary>The kind.</summary>
    public CompressionKind Kind { get; }

    /// <summary>The level at which blobs are compressed. Content that is compressed anew for each image is compressed quickly by zstd.</summary>
    public int Level { get; }

    /// <summary>The most memory that compressing one segment takes, in bytes.</summary>
    public long MemoryOfSegment => MemoryOfBuffers + (Kind, Level) switch
    {
        (CompressionKind.Gzip, _) or (CompressionKind.Xz, DefaultXz) => MemoryOfSmallTables,
        (CompressionKind.Zstd, <= DefaultZstd) => MemoryOfTables,
        _ => MemoryOfLargeTables,
    };

    /// <summary>
    /// How many segments are compressed at a time, at least 1. Any number gives the same bytes; each takes up to <see cref="MemoryOfSegment"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not in range.</exception>
    public int Threads
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 1;

    /// <summary>
    /// What determines the bytes of a stream beside its content: to be part of whatever identifies them. zstd is always in it, as it
    /// tells what is worth compressing.
    /// </summary>
    /// <exception cref="DllNotFoundException">A library that compresses is not installed.</exception>
    public string Identity => string.Join(
        ' ',
        [
            Rules, $"{Kind}", $"{Level}", $"libzstd {CodecLibraries.Zstd}",
            .. Kind switch
            {
                CompressionKind.Gzip => (string[])[$"zlib of {CodecLibraries.Zlib}"],
                CompressionKind.Xz => [$"liblzma {CodecLibraries.Lzma}"],
                _ => [],
            },
        ]);

    /// <summary>Streams of a kind at the level of the reference: <c>pigz -6</c>, <c>xz -0</c>, <c>zstd -18</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Nothing is composed of this kind.</exception>
    public static ComposedOptions Of(CompressionKind kind) => new(kind, kind switch
    {
        CompressionKind.Gzip => DefaultGzip,
        CompressionKind.Xz => DefaultXz,
        _ => DefaultZstd,
    });
}
