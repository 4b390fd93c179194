namespace ImageFactory.Formats.SquashFs.Structures;

/// <summary>A place in a metadata table: squashfs.rst §3.2, the "48-bit number".</summary>
/// <param name="Block">Where the compressed block starts in the table.</param>
/// <param name="Offset">The place in the decompressed block.</param>
internal readonly record struct MetadataReference(uint Block, ushort Offset)
{
    public ulong Packed => ((ulong)Block << 16) | Offset;

    /// <exception cref="InvalidDataException">More than 48 bits are set.</exception>
    public static MetadataReference Unpack(ulong packed) =>
        packed >> 48 == 0
            ? new MetadataReference((uint)(packed >> 16), (ushort)(packed & 0xFFFF))
            : throw new InvalidDataException($"{packed:x} is not a place in a squashfs table.");
}
