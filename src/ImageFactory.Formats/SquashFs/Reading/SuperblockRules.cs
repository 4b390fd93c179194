using System.Numerics;
using ImageFactory.Formats.SquashFs.Structures;

namespace ImageFactory.Formats.SquashFs.Reading;

/// <summary>What a superblock must be before anything else is read.</summary>
internal static class SuperblockRules
{
    /// <exception cref="InvalidDataException">The image is not squashfs 4.0, or says impossible things about itself.</exception>
    public static void Check(Superblock superblock, long imageLength)
    {
        Require(superblock.Signature == SquashFsFormat.Signature, "has another signature");
        Require(
            superblock is { MajorVersion: SquashFsFormat.MajorVersion, MinorVersion: SquashFsFormat.MinorVersion },
            $"has version {superblock.MajorVersion}.{superblock.MinorVersion}, not 4.0");
        Require(
            superblock.BlockSize is >= SquashFsFormat.SmallestBlock and <= SquashFsFormat.LargestBlock
                && BitOperations.IsPow2(superblock.BlockSize)
                && BitOperations.Log2(superblock.BlockSize) == superblock.BlockSizeLog,
            $"has blocks of {superblock.BlockSize} bytes");
        Require(
            superblock.BytesUsed >= Superblock.Size && superblock.BytesUsed <= (ulong)imageLength,
            $"should have {superblock.BytesUsed} bytes and has {imageLength}");
        Require(superblock is { InodeCount: > 0, IdCount: > 0 }, "has no inodes or no ids");
        Require(
            superblock.InodeTable < superblock.DirectoryTable && superblock.DirectoryTable <= superblock.BytesUsed,
            "has its tables in the wrong order");
    }

    private static void Require(bool isTrue, string fault)
    {
        if (!isTrue)
        {
            throw new InvalidDataException($"The squashfs image {fault}.");
        }
    }
}
