using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace ImageFactory.Formats.Pe;

/// <summary>
/// The CheckSum field of the optional header: the file's 16-bit words, the field itself taken as zero, added with the carry brought
/// around, plus the file's length. As a sum it does not depend on the order of the words.
/// </summary>
public sealed class PeChecksum
{
    private ulong _sum;
    private long _length;

    /// <summary>Adds bytes; those that are added after an odd number of bytes continue the word that was begun.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (_length % 2 != 0 && !bytes.IsEmpty)
        {
            _sum += (uint)bytes[0] << 8;
            _length++;
            bytes = bytes[1..];
        }

        _length += bytes.Length;

        // Two words at once: 2^16 and 1 are the same where the carry is brought around, and 64 bits hold the sum of any file.
        foreach (var words in MemoryMarshal.Cast<byte, uint>(bytes))
        {
            _sum += BitConverter.IsLittleEndian ? words : BinaryPrimitives.ReverseEndianness(words);
        }

        var rest = bytes[(bytes.Length / sizeof(uint) * sizeof(uint))..];
        for (var index = 0; index < rest.Length; index++)
        {
            _sum += (uint)rest[index] << (8 * index);
        }
    }

    /// <summary>The field's value for a file of so many bytes.</summary>
    public uint Compute(uint fileLength)
    {
        var sum = _sum;
        while (sum > ushort.MaxValue)
        {
            sum = (sum >> 16) + (sum & ushort.MaxValue);
        }

        return unchecked((uint)sum + fileLength);
    }
}
