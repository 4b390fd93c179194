using System.Buffers.Binary;

namespace ImageFactory.Formats.SquashFs.Writing;

/// <summary>
/// The optional part behind the superblock (squashfs.rst §3.1): a stored metadata block with the compressor's settings, absent
/// when they are the defaults. Readers of zstd do not need the level; <c>mksquashfs</c> shows it and appends with it. For xz the
/// default is a dictionary as large as a block and no branch filter, which is what is written here; the preset has no place.
/// </summary>
internal static class CompressorOptions
{
    // ZSTD_DEFAULT_COMPRESSION_LEVEL of squashfs-tools.
    private const int DefaultZstdLevel = 15;

    public static ReadOnlyMemory<byte> Serialize(SquashFsOptions options)
    {
        if (!ArePresent(options))
        {
            return default;
        }

        var bytes = new byte[sizeof(ushort) + sizeof(int)];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, SquashFsFormat.StoredMetadata | sizeof(int));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(sizeof(ushort)), options.Level);
        return bytes;
    }

    public static bool ArePresent(SquashFsOptions options) =>
        options.Compressor == SquashFsCompressor.Zstd && options.Level != DefaultZstdLevel;
}
