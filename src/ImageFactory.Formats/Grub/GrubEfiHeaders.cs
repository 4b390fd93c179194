using System.Buffers.Binary;
using ImageFactory.Formats.Elf;
using ImageFactory.Formats.Pe;

namespace ImageFactory.Formats.Grub;

/// <summary>The headers of GRUB's PE file (PE Format, "File Headers").</summary>
internal static class GrubEfiHeaders
{
    private const int CoffOffset = 0x84;
    private const int SectionTable = CoffOffset + CoffHeader.Size + OptionalHeader.Size;
    private const ushort EfiApplication = 10;

    // GRUB gives every image this time, 2015-01-01.
    private const uint Time = 0x54A48E00;

    // Executable, without line numbers, local symbols and debug information.
    private const ushort Characteristics = 0x020E;

    private static ReadOnlySpan<byte> DosHeader =>
        [0x4D, 0x5A, 0x90, 0, 3, 0, 0, 0, 4, 0, 0, 0, 0xFF, 0xFF, 0, 0, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0x40];

    // It prints the sentence behind it, and ends.
    private static ReadOnlySpan<byte> DosProgram =>
        [0x0E, 0x1F, 0xBA, 0x0E, 0x00, 0xB4, 0x09, 0xCD, 0x21, 0xB8, 0x01, 0x4C, 0xCD, 0x21];

    /// <summary>Writes the headers of an image whose memory is as its file; the last section is that of the relocations.</summary>
    /// <exception cref="InvalidDataException">The image is for no processor with UEFI that is known.</exception>
    public static void Write(Span<byte> image, ushort elfMachine, PeSection[] sections)
    {
        DosHeader.CopyTo(image);
        image[0x3C] = CoffOffset - 4;
        DosProgram.CopyTo(image[0x40..]);
        "This program cannot be run in DOS mode.\r\r\n$"u8.CopyTo(image[(0x40 + DosProgram.Length)..]);
        "PE\0\0"u8.CopyTo(image[(CoffOffset - 4)..]);
        var coff = new CoffHeader
        {
            Machine = Machine(elfMachine),
            NumberOfSections = (ushort)sections.Length,
            TimeDateStamp = Time,
            PointerToSymbolTable = 0,
            NumberOfSymbols = 0,
            SizeOfOptionalHeader = OptionalHeader.Size,
            Characteristics = Characteristics,
        };
        coff.WriteTo(image[CoffOffset..]);
        WriteOptional(image.Slice(CoffOffset + CoffHeader.Size, OptionalHeader.Size), sections, (uint)image.Length);
        for (var index = 0; index < sections.Length; index++)
        {
            sections[index].WriteTo(image[(SectionTable + (index * PeSection.Size))..]);
        }
    }

    // PE Format, "Optional Header (Image Only)".
    private static void WriteOptional(Span<byte> header, PeSection[] sections, uint length)
    {
        const int Reserve = 0x10000;
        var code = sections[0];
        var relocations = sections[^1];
        BinaryPrimitives.WriteUInt16LittleEndian(header, OptionalHeader.Pe32PlusMagic);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], code.RawSize);
        BinaryPrimitives.WriteUInt32LittleEndian(header[8..], relocations.RawOffset - code.RawOffset - code.RawSize);
        BinaryPrimitives.WriteUInt32LittleEndian(header[16..], code.VirtualAddress); // the entry point
        BinaryPrimitives.WriteUInt32LittleEndian(header[20..], code.VirtualAddress); // the base of code
        BinaryPrimitives.WriteUInt32LittleEndian(header[32..], EfiKernel.PageSize); // in memory
        BinaryPrimitives.WriteUInt32LittleEndian(header[36..], EfiKernel.PageSize); // in the file
        BinaryPrimitives.WriteUInt32LittleEndian(header[56..], length);
        BinaryPrimitives.WriteUInt32LittleEndian(header[60..], code.RawOffset);
        BinaryPrimitives.WriteUInt16LittleEndian(header[68..], EfiApplication);

        // Stack and heap: reserved and committed.
        for (var field = 72; field < 104; field += sizeof(ulong))
        {
            BinaryPrimitives.WriteUInt64LittleEndian(header[field..], Reserve);
        }

        BinaryPrimitives.WriteUInt32LittleEndian(header[108..], OptionalHeader.DirectoryCount);
        BinaryPrimitives.WriteUInt32LittleEndian(header[152..], relocations.VirtualAddress);
        BinaryPrimitives.WriteUInt32LittleEndian(header[156..], relocations.RawSize);
    }

    private static ushort Machine(ushort elfMachine) => elfMachine switch
    {
        ElfFile.X64 => 0x8664,
        ElfFile.Arm64 => 0xAA64,
        _ => throw new InvalidDataException($"GRUB's kernel is for ELF machine {elfMachine}, which has no UEFI here."),
    };
}
