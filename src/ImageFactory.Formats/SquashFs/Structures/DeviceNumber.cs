namespace ImageFactory.Formats.SquashFs.Structures;

/// <summary>A device number as Linux packs it into 32 bits (include/linux/kdev_t.h, new_encode_dev).</summary>
/// <param name="Major">0 to 4095.</param>
/// <param name="Minor">0 to 1048575.</param>
internal readonly record struct DeviceNumber(uint Major, uint Minor)
{
    public const uint LastMajor = 0xFFF;
    public const uint LastMinor = 0xFFFFF;

    public uint Packed => (Minor & 0xFF) | (Major << 8) | ((Minor & ~0xFFu) << 12);

    public static DeviceNumber Unpack(uint packed) => new((packed & 0xFFF00) >> 8, (packed & 0xFF) | ((packed >> 12) & 0xFFF00));
}
