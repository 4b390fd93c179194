using ImageFactory.Formats.Extents;
using ImageFactory.Oci.Documents;

namespace ImageFactory.Oci.Content;

/// <summary>A source that tells how much was read of its blobs.</summary>
/// <param name="source">The source that is asked.</param>
/// <param name="bytesRead">Told the bytes read of all blobs so far, after each read.</param>
public sealed class MeteredSource(IContentSource source, Action<long> bytesRead) : IContentSource
{
    private long _total;

    /// <inheritdoc/>
    public Task<Descriptor?> ResolveAsync(Reference reference, CancellationToken cancellationToken) =>
        source.ResolveAsync(reference, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ListTagsAsync(RepositoryName repository, CancellationToken cancellationToken) =>
        source.ListTagsAsync(repository, cancellationToken);

    /// <inheritdoc/>
    public Task<ReadOnlyMemory<byte>> FetchManifestAsync(
        RepositoryName repository, Descriptor manifest, CancellationToken cancellationToken) =>
        source.FetchManifestAsync(repository, manifest, cancellationToken);

    /// <inheritdoc/>
    public async Task<Stream> OpenBlobAsync(RepositoryName repository, Descriptor blob, CancellationToken cancellationToken) =>
        new MeteredStream(await source.OpenBlobAsync(repository, blob, cancellationToken), this);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Descriptor>> ListReferrersAsync(RepositoryName repository, Digest subject, CancellationToken cancellationToken) =>
        source.ListReferrersAsync(repository, subject, cancellationToken);

    private void Count(int bytes) => bytesRead(Interlocked.Add(ref _total, bytes));

    private sealed class MeteredStream(Stream content, MeteredSource meter) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => content.Length;

        public override long Position
        {
            get => content.Position;
            set => throw new NotSupportedException("The content is read once, in order.");
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = await content.ReadAsync(buffer, cancellationToken);
            meter.Count(count);
            return count;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = content.Read(buffer, offset, count);
            meter.Count(read);
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("The content is read once, in order.");

        public override void SetLength(long value) => throw new NotSupportedException("The content is read-only.");

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("The content is read-only.");

        public override async ValueTask DisposeAsync()
        {
            await content.DisposeAsync();
            await base.DisposeAsync();
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                content.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
