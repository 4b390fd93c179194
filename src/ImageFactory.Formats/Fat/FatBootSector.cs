using System.Buffers.Binary;
using System.Text;

namespace ImageFactory.Formats.Fat;

/// <summary>The boot sector of FAT32 (Microsoft FAT specification, "Boot Sector and BPB"), with the values that mkfs.vfat writes.</summary>
internal readonly record struct FatBootSector
{
    /// <summary>Length in bytes, whatever the sector size.</summary>
    public const int Size = 512;

    /// <summary>The sector of the copy.</summary>
    public const int BackupSector = 6;

    private const byte FixedDisk = 0xF8;
    private const byte FirstHardDisk = 0x80;
    private const byte ExtendedSignature = 0x29;
    private const int CodeOffset = 90;

    public required FatGeometry Geometry { get; init; }

    public required uint Serial { get; init; }

    /// <summary>Eleven characters, padded with spaces.</summary>
    public required string Label { get; init; }

    // Prints what follows through the BIOS, waits for a key, and asks the BIOS to boot from elsewhere.
    private static ReadOnlySpan<byte> Code =>
    [
        0x0E, 0x1F, 0xBE, 0x77, 0x7C, 0xAC, 0x22, 0xC0, 0x74, 0x0B, 0x56, 0xB4, 0x0E, 0xBB, 0x07, 0x00,
        0xCD, 0x10, 0x5E, 0xEB, 0xF0, 0x32, 0xE4, 0xCD, 0x16, 0xCD, 0x19, 0xEB, 0xFE,
    ];

    private static ReadOnlySpan<byte> Message =>
        "This is not a bootable disk.  Please insert a bootable floppy and\r\npress any key to try again ... \r\n"u8;

    public void WriteTo(Span<byte> destination)
    {
        destination[..Size].Clear();
        ((ReadOnlySpan<byte>)[0xEB, 0x58, 0x90]).CopyTo(destination);
        "mkfs.fat"u8.CopyTo(destination[3..]);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[11..], (ushort)Geometry.SectorSize);
        destination[13] = (byte)Geometry.SectorsPerCluster;
        BinaryPrimitives.WriteUInt16LittleEndian(destination[14..], Geometry.ReservedSectors);
        destination[16] = FatGeometry.Tables;
        WriteTotal(destination);
        destination[21] = FixedDisk;
        BinaryPrimitives.WriteUInt16LittleEndian(destination[24..], Geometry.SectorsPerTrack);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[26..], Geometry.Heads);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[36..], Geometry.TableSectors);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[44..], FatGeometry.FirstCluster);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[48..], FatInfoSector.Sector);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[50..], BackupSector);
        destination[64] = FirstHardDisk;
        destination[66] = ExtendedSignature;
        BinaryPrimitives.WriteUInt32LittleEndian(destination[67..], Serial);
        Encoding.ASCII.GetBytes(Label, destination[71..]);
        "FAT32   "u8.CopyTo(destination[82..]);
        Code.CopyTo(destination[CodeOffset..]);
        Message.CopyTo(destination[(CodeOffset + Code.Length)..]);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[510..], 0xAA55);
    }

    // mkfs.vfat uses the old field of 16 bits where it can, though the specification keeps it zero in FAT32.
    private void WriteTotal(Span<byte> destination)
    {
        if (Geometry.TotalSectors <= ushort.MaxValue)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(destination[19..], (ushort)Geometry.TotalSectors);
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(destination[32..], Geometry.TotalSectors);
        }
    }
}
