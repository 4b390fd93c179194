using System.Numerics;
using System.Security.Cryptography;

namespace ImageFactory.Oci.Signatures;

/// <summary>A path from a leaf to the root of a Merkle tree (RFC 9162, 2.1.3).</summary>
/// <param name="LeafIndex">The number of the leaf in the tree.</param>
/// <param name="TreeSize">How many leaves the tree has.</param>
/// <param name="RootHash">The hash of the root.</param>
/// <param name="Hashes">The hashes beside the path, from the leaf on.</param>
/// <param name="Checkpoint">A signed note of the log that states size and root.</param>
internal sealed record InclusionProof(
    long LeafIndex, long TreeSize, ReadOnlyMemory<byte> RootHash, IReadOnlyList<ReadOnlyMemory<byte>> Hashes, string Checkpoint)
{
    private const byte LeafPrefix = 0;
    private const byte NodePrefix = 1;

    /// <summary>Whether the leaf is in the tree that has the root.</summary>
    public bool Includes(ReadOnlySpan<byte> leaf)
    {
        if (LeafIndex < 0 || LeafIndex >= TreeSize)
        {
            return false;
        }

        var (node, last) = (LeafIndex, TreeSize - 1);
        var hash = SHA256.HashData([LeafPrefix, .. leaf]);
        foreach (var beside in Hashes)
        {
            if (last == 0)
            {
                return false;
            }

            if ((node & 1) == 1 || node == last)
            {
                hash = HashOf(beside.Span, hash);
                var levels = node == 0 ? 0 : BitOperations.TrailingZeroCount(node);
                (node, last) = (node >> levels, last >> levels);
            }
            else
            {
                hash = HashOf(hash, beside.Span);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && hash.AsSpan().SequenceEqual(RootHash.Span);
    }

    private static byte[] HashOf(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => SHA256.HashData([NodePrefix, .. left, .. right]);
}
