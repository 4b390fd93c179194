using System.Security.Cryptography;

namespace ImageFactory.Boot.Measurement;

/// <summary>A bank of platform configuration registers: each has all registers, extended with its own hash algorithm.</summary>
public sealed class PcrBank
{
    private PcrBank(string name, HashAlgorithmName algorithm, ushort algorithmId, int size)
    {
        Name = name;
        Algorithm = algorithm;
        AlgorithmId = algorithmId;
        Size = size;
    }

    /// <summary>The bank of SHA-256.</summary>
    public static PcrBank Sha256 { get; } = new("sha256", HashAlgorithmName.SHA256, 0x000B, SHA256.HashSizeInBytes);

    /// <summary>The bank of SHA-384.</summary>
    public static PcrBank Sha384 { get; } = new("sha384", HashAlgorithmName.SHA384, 0x000C, SHA384.HashSizeInBytes);

    /// <summary>The bank of SHA-512.</summary>
    public static PcrBank Sha512 { get; } = new("sha512", HashAlgorithmName.SHA512, 0x000D, SHA512.HashSizeInBytes);

    /// <summary>The banks that policies are signed for, in the order of the <c>.pcrsig</c> section.</summary>
    public static IReadOnlyList<PcrBank> All { get; } = [Sha256, Sha384, Sha512];

    /// <summary>The name in the <c>.pcrsig</c> section.</summary>
    public string Name { get; }

    /// <summary>The hash algorithm.</summary>
    public HashAlgorithmName Algorithm { get; }

    /// <summary>The TPM_ALG_ID (TPM 2.0 Library, part 2, 6.3).</summary>
    public ushort AlgorithmId { get; }

    /// <summary>The size of a register in bytes.</summary>
    public int Size { get; }

    /// <summary>The bank's hash of some bytes.</summary>
    public byte[] Hash(ReadOnlySpan<byte> bytes) => CryptographicOperations.HashData(Algorithm, bytes);
}
