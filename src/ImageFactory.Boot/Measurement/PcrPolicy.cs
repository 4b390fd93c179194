using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ImageFactory.Boot.Measurement;

/// <summary>The policy that registers have certain values: TPM2_PolicyPCR (TPM 2.0 Library, part 3, 23.7), in a session of SHA-256.</summary>
public static class PcrPolicy
{
    private const uint PolicyPcrCommand = 0x0000017F;

    private const int SelectionSize = 3;

    /// <summary>The bits that select registers 0 to 23 (TPM 2.0 Library, part 2, 10.6.1 "TPMS_PCR_SELECT").</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such register.</exception>
    public static byte[] Select(params ReadOnlySpan<int> registers)
    {
        var selection = new byte[SelectionSize];
        foreach (var register in registers)
        {
            if (register is < 0 or >= 8 * SelectionSize)
            {
                throw new ArgumentOutOfRangeException(nameof(registers), register, "Registers have the numbers 0 to 23.");
            }

            selection[register / 8] |= (byte)(1 << (register % 8));
        }

        return selection;
    }

    /// <summary>The policy's digest: 32 bytes, whatever the bank.</summary>
    /// <param name="bank">The bank of the registers.</param>
    /// <param name="selection">The registers, by <see cref="Select"/>.</param>
    /// <param name="values">Their values, lowest register first, without anything between.</param>
    public static byte[] Digest(PcrBank bank, ReadOnlySpan<byte> selection, ReadOnlySpan<byte> values)
    {
        // The digest of a new session, the command, TPML_PCR_SELECTION of one bank, and the hash of the values.
        var fields = new byte[11];
        BinaryPrimitives.WriteUInt32BigEndian(fields, PolicyPcrCommand);
        BinaryPrimitives.WriteUInt32BigEndian(fields.AsSpan(4), 1);
        BinaryPrimitives.WriteUInt16BigEndian(fields.AsSpan(8), bank.AlgorithmId);
        fields[10] = (byte)selection.Length;
        return SHA256.HashData([.. new byte[SHA256.HashSizeInBytes], .. fields, .. selection, .. SHA256.HashData(values)]);
    }
}
