using ImageFactory.Assets;

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
        var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int count;
        while ((count = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            await content.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            if (content.Length > LongestFile)
            {
                throw new FactoryException(FactoryError.InvalidSchematic, $"{file} is larger than 1 MiB.");
            }
        }

        return content.ToArray();
    }
}
