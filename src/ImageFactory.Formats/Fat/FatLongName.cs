using System.Buffers.Binary;
using System.Text;

namespace ImageFactory.Formats.Fat;

/// <summary>The directory entries that hold a long name, last part first (Microsoft FAT specification, "FAT Long Directory Entries").</summary>
internal static class FatLongName
{
    public const int CharactersPerSlot = 13;
    public const byte LastSlot = 0x40;
    public const byte LongNameAttributes = 0x0F;

    public static ReadOnlySpan<byte> CharacterOffsets => [1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30];

    public static int Slots(string name) => (name.Length + CharactersPerSlot - 1) / CharactersPerSlot;

    /// <summary>Writes all slots of a name that belongs to a short name.</summary>
    public static void WriteTo(Span<byte> destination, string name, string shortName)
    {
        var slots = Slots(name);
        for (var slot = slots; slot > 0; slot--)
        {
            var entry = destination.Slice((slots - slot) * FatDirectoryEntry.Size, FatDirectoryEntry.Size);
            entry[0] = (byte)(slot == slots ? slot | LastSlot : slot);
            entry[11] = LongNameAttributes;
            entry[13] = CheckSum(Encoding.ASCII.GetBytes(shortName));
            for (var index = 0; index < CharactersPerSlot; index++)
            {
                BinaryPrimitives.WriteUInt16LittleEndian(
                    entry[CharacterOffsets[index]..], Character(name, ((slot - 1) * CharactersPerSlot) + index));
            }
        }
    }

    /// <summary>What ties a long name to the eleven bytes of its short one.</summary>
    public static byte CheckSum(ReadOnlySpan<byte> shortName)
    {
        byte sum = 0;
        foreach (var character in shortName)
        {
            sum = unchecked((byte)(((sum & 1) << 7) + (sum >> 1) + character));
        }

        return sum;
    }

    // A zero ends a name that does not fill its last slot; ones fill the rest.
    private static ushort Character(string name, int index)
    {
        if (index < name.Length)
        {
            return name[index];
        }

        return index == name.Length ? (ushort)0 : ushort.MaxValue;
    }
}
