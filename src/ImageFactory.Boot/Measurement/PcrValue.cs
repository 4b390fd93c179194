namespace ImageFactory.Boot.Measurement;

/// <summary>A value of a platform configuration register.</summary>
public sealed class PcrValue
{
    private readonly byte[] _bytes;

    private PcrValue(PcrBank bank, byte[] bytes)
    {
        Bank = bank;
        _bytes = bytes;
    }

    /// <summary>The bank that the register is in.</summary>
    public PcrBank Bank { get; }

    /// <summary>The value.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>The value in lower-case hexadecimal.</summary>
    public string Hex => Convert.ToHexStringLower(_bytes);

    /// <summary>The value after a reset: zeros.</summary>
    public static PcrValue Initial(PcrBank bank) => new(bank, new byte[bank.Size]);

    /// <summary>The value after some bytes were measured.</summary>
    public PcrValue Extend(ReadOnlySpan<byte> measured) => ExtendHash(Bank.Hash(measured));

    /// <summary>The value after something with the given hash was measured (TPM 2.0 Library, part 1, "Extend of a PCR").</summary>
    /// <exception cref="ArgumentException">The hash does not have the size of the bank's.</exception>
    public PcrValue ExtendHash(ReadOnlySpan<byte> hash) =>
        hash.Length == Bank.Size
            ? new PcrValue(Bank, Bank.Hash([.. _bytes, .. hash]))
            : throw new ArgumentException($"A hash of bank {Bank.Name} has {Bank.Size} bytes, not {hash.Length}.", nameof(hash));
}
