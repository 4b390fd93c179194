namespace ImageFactory.Assets.Tests.Store;

/// <summary>Gives some bytes and then fails.</summary>
internal sealed class BrokenStream(byte[] content) : MemoryStream(content)
{
    public BrokenStream(int good)
        : this(new byte[good])
    {
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await base.ReadAsync(buffer, cancellationToken);
        return count > 0 ? count : throw new IOException("The source is gone.");
    }
}
