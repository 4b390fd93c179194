using ImageFactory.Formats.SquashFs.Structures;

namespace ImageFactory.Formats.SquashFs.Writing;

/// <summary>The output behind the superblock, with its position in the image.</summary>
internal sealed class BodyStream(Stream output)
{
    private static readonly byte[] Zeros = new byte[4096];

    /// <summary>The position in the image of what is written next.</summary>
    public long Position { get; private set; } = Superblock.Size;

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await output.WriteAsync(bytes, cancellationToken);
        Position += bytes.Length;
    }

    /// <summary>Writes zeros to the next multiple of 4096: loop devices show whole pages only.</summary>
    public async ValueTask PadAsync(CancellationToken cancellationToken)
    {
        var rest = (int)(Position % Zeros.Length);
        if (rest > 0)
        {
            await WriteAsync(Zeros.AsMemory(rest), cancellationToken);
        }
    }
}
