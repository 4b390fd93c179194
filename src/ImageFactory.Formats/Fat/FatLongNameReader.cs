using System.Buffers.Binary;

namespace ImageFactory.Formats.Fat;

/// <summary>Puts a long name together from the entries in front of the short one; what does not fit together counts as none.</summary>
internal sealed class FatLongNameReader
{
    private const int MostSlots = 20;

    private readonly char[] _characters = new char[MostSlots * FatLongName.CharactersPerSlot];
    private int _slots;
    private int _missing;
    private byte _checkSum;

    /// <summary>Takes an entry that is part of a long name; false when it is none.</summary>
    public bool TryTake(ReadOnlySpan<byte> entry)
    {
        if ((entry[11] & 0x3F) != FatLongName.LongNameAttributes)
        {
            return false;
        }

        var slot = entry[0] & ~FatLongName.LastSlot;
        if ((entry[0] & FatLongName.LastSlot) != 0)
        {
            (_slots, _missing, _checkSum) = (slot, slot, entry[13]);
        }

        if (slot is 0 or > MostSlots || slot != _missing || entry[13] != _checkSum)
        {
            _slots = 0;
            return true;
        }

        _missing--;
        for (var index = 0; index < FatLongName.CharactersPerSlot; index++)
        {
            _characters[((slot - 1) * FatLongName.CharactersPerSlot) + index] =
                (char)BinaryPrimitives.ReadUInt16LittleEndian(entry[FatLongName.CharacterOffsets[index]..]);
        }

        return true;
    }

    /// <summary>The long name of a short one, or null; what follows starts anew.</summary>
    public string? Finish(ReadOnlySpan<byte> shortName)
    {
        var isWhole = _slots > 0 && _missing == 0 && FatLongName.CheckSum(shortName) == _checkSum;
        var name = isWhole ? new string(_characters, 0, _slots * FatLongName.CharactersPerSlot).Split('\0')[0] : null;
        _slots = 0;
        return name;
    }
}
