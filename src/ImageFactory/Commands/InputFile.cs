using ImageFactory.Assets;
using ImageFactory.Delivery;

namespace ImageFactory.Commands;

/// <summary>A small file that a command reads whole.</summary>
internal static class InputFile
{
    private const int LongestFile = 1024 * 1024;

    /// <summary>Reads a file, or standard input for <c>-</c>.</summary>
    /// <exception cref="FactoryException">The file is larger than 1 MiB.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(string file, CancellationToken cancellationToken)
    {
        await using var stream = string.Equals(file, "-", StringComparison.Ordinal) ? Console.OpenStandardInput() : File.OpenRead(file);
        return await BoundedBody.ReadAsync(
            stream, LongestFile, () => new FactoryException(FactoryError.InvalidSchematic, $"{file} is larger than 1 MiB."), cancellationToken);
    }
}
