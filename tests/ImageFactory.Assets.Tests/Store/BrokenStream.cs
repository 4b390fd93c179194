namespace ImageFactory.Assets.Tests.Store;

/// <summary>Gives some bytes and then fails.</summary>
internal sealed class BrokenStream(int good) : MemoryStream(new byte[good])
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await base.ReadAsync(buffer, cancellationToken);
        return count > 0 ? count : throw new IOException("The source is gone.");
    }
}
