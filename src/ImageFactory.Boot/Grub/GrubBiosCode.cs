using System.Buffers.Binary;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Boot.Grub;

/// <summary>What a BIOS starts from a disk, before it is told where it lies.</summary>
/// <param name="BootImage">GRUB's <c>boot.img</c>: 512 bytes.</param>
/// <param name="Core">The core image, as <see cref="GrubImages.DiskCore"/> makes it.</param>
public sealed record GrubBiosCode(ReadOnlyMemory<byte> BootImage, ExtentMap Core)
{
    private const int BootImageSize = 512;

    // The partition table follows.
    private const int CodeSize = 446;

    // In boot.img: the sector of the core image, and a jump that skips what repairs a BIOS's number of the disk (GRUB:
    // grub-core/boot/i386/pc/boot.S). Two instructions that do nothing let the repair run.
    private const int CoreSectorField = 0x5C;
    private const int DriveCheck = 0x66;
    private const byte NoOperation = 0x90;

    // In the core image: the sector of what its first sector loads.
    private const int RestSectorField = 0x1F4;

    /// <summary>The code of the disk's first sector.</summary>
    /// <param name="coreSector">The first sector of the core image.</param>
    /// <exception cref="InvalidDataException"><see cref="BootImage"/> is no <c>boot.img</c>.</exception>
    public ReadOnlyMemory<byte> FirstSector(long coreSector)
    {
        if (BootImage.Length != BootImageSize)
        {
            throw new InvalidDataException($"GRUB's boot.img has {BootImage.Length} bytes instead of {BootImageSize}.");
        }

        var code = BootImage[..CodeSize].ToArray();
        BinaryPrimitives.WriteInt64LittleEndian(code.AsSpan(CoreSectorField), coreSector);
        code.AsSpan(DriveCheck, 2).Fill(NoOperation);
        return code;
    }

    /// <summary>The core image for its place; all but one number of it is referenced.</summary>
    /// <param name="coreSector">Its first sector.</param>
    public ExtentMap CoreAt(long coreSector)
    {
        var field = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(field, coreSector + 1);
        const int After = RestSectorField + sizeof(long);
        return ExtentMap.Concat(Core.Slice(0, RestSectorField), ExtentMap.OfBytes(field), Core.Slice(After, Core.Length - After));
    }
}
