using ImageFactory.Oci.Content;

namespace ImageFactory.Assets.Store;

/// <summary>
/// A blob while it is written. It is in the store after <see cref="CompleteAsync"/>; disposed before that, nothing of it remains.
/// </summary>
public sealed class BlobWriter : HashingStream
{
    private readonly IStagedObject _staged;
    private readonly EncryptingStream? _encryption;
    private readonly Func<StoredBlob, CancellationToken, Task> _onStored;

    internal BlobWriter(IStagedObject staged, EncryptingStream? encryption, Func<StoredBlob, CancellationToken, Task> onStored)
        : base(encryption ?? staged.Content)
    {
        _encryption = encryption;
        _staged = staged;
        _onStored = onStored;
    }

    /// <summary>Keeps what was written.</summary>
    /// <exception cref="IOException">The store cannot keep it.</exception>
    public async Task<StoredBlob> CompleteAsync(CancellationToken cancellationToken)
    {
        var blob = new StoredBlob(ComputeDigest(), Length);
        if (_encryption is not null)
        {
            await _encryption.CompleteAsync(cancellationToken);
        }

        await _staged.PutAsync(ObjectKey.OfBlob(blob.Digest), cancellationToken);
        await _onStored(blob, cancellationToken);
        return blob;
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        if (_encryption is not null)
        {
            await _encryption.DisposeAsync();
        }

        await _staged.DisposeAsync();
        await base.DisposeAsync();
    }
}
