using System.Numerics;

namespace ImageFactory.Formats.SquashFs.Writing;

/// <summary>What options must be.</summary>
internal static class OptionRules
{
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static void Check(SquashFsOptions options)
    {
        if (options.Threads < 1)
        {
            throw new ArgumentException($"{options.Threads} threads cannot compress.", nameof(options));
        }

        if (options.BlockSize is < SquashFsFormat.SmallestBlock or > SquashFsFormat.LargestBlock
            || !BitOperations.IsPow2(options.BlockSize))
        {
            throw new ArgumentException($"The block size {options.BlockSize} is not a power of two from 4 KiB to 1 MiB.", nameof(options));
        }

        var (lowest, highest) = options.Compressor switch
        {
            SquashFsCompressor.Zstd => (1, 22),
            SquashFsCompressor.Xz => (0, 9),
            _ => throw new ArgumentException($"Images are written with zstd or xz, not {options.Compressor}.", nameof(options)),
        };
        if (options.Level < lowest || options.Level > highest)
        {
            throw new ArgumentException(
                $"The level {options.Level} of {options.Compressor} is not in {lowest} to {highest}.", nameof(options));
        }
    }
}
