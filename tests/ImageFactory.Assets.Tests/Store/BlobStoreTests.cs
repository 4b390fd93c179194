using System.Security.Cryptography;
using ImageFactory.Assets.Store;
using ImageFactory.Formats.Extents;
using ImageFactory.Testing;

namespace ImageFactory.Assets.Tests.Store;

public sealed class BlobStoreTests : IDisposable
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 3_000_000).Select(value => (byte)(value * 7 >> 2))];

    private readonly TemporaryDirectory _directory = new();
    private readonly FileObjectStore _objects;
    private readonly BlobStore _blobs;

    public BlobStoreTests()
    {
        _objects = FileObjectStore.Open(_directory.Path);
        _blobs = new BlobStore(_objects);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _objects.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task A_blob_is_kept_under_its_digest()
    {
        var blob = await _blobs.PutAsync(new MemoryStream(Content), null, Token);

        Assert.Equal(new StoredBlob(Digest.OfBytes(Content), Content.Length), blob);
        Assert.Equal(blob.Digest, await ExtentMapHash.Sha256Async(blob.ToMap(), _blobs, Token));
        Assert.Equal(blob, await _blobs.FindAsync(blob.Digest, Token));
    }

    [Fact]
    public async Task Content_with_another_digest_than_expected_is_not_kept()
    {
        await Assert.ThrowsAsync<InvalidDataException>(
            () => _blobs.PutAsync(new MemoryStream(Content), Digest.OfBytes("other"u8), Token));

        Assert.Empty(await _objects.ListAsync(ObjectKind.Blob, string.Empty, null, 10, Token));
    }

    [Fact]
    public async Task A_blob_is_written_piece_by_piece()
    {
        await using var writer = await _blobs.CreateAsync(Token);
        await writer.WriteAsync(Content.AsMemory(0, 1000), Token);
        writer.Write(Content.AsSpan(1000));

        var blob = await writer.CompleteAsync(Token);

        Assert.Equal(Digest.OfBytes(Content), blob.Digest);
    }

    [Fact]
    public async Task A_writer_that_does_not_complete_leaves_nothing()
    {
        await using (var writer = await _blobs.CreateAsync(Token))
        {
            await writer.WriteAsync(Content, Token);
        }

        Assert.False(await _blobs.ContainsAsync(Digest.OfBytes(Content), Token));
        Assert.Empty(Directory.GetFiles(_directory.Combine("staging", "."), "1", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_missing_blob_is_not_found()
    {
        var missing = Digest.OfBytes("missing"u8);

        Assert.False(await _blobs.ContainsAsync(missing, Token));
        await Assert.ThrowsAsync<FileNotFoundException>(() => _blobs.OpenAsync(missing, Token).AsTask());
    }

    [Fact]
    public async Task A_sha512_is_not_found()
    {
        var digest = Digest.Parse("sha512:" + Convert.ToHexStringLower(SHA512.HashData(Content)));

        await Assert.ThrowsAsync<FileNotFoundException>(() => _blobs.OpenAsync(digest, Token).AsTask());
    }

    [Theory]
    [InlineData(0, 0xFF)]
    [InlineData(2_999_999, 0xFF)]
    public async Task A_blob_damaged_over_a_restart_is_deleted_and_missing(int offset, byte change)
    {
        var blob = await _blobs.PutBytesAsync(Content, Token);
        byte[] damaged = [.. Content];
        damaged[offset] ^= change;
        await File.WriteAllBytesAsync(PathOf(blob.Digest), damaged, Token);
        var restarted = new BlobStore(_objects);

        await Assert.ThrowsAsync<FileNotFoundException>(() => restarted.OpenAsync(blob.Digest, Token).AsTask());

        Assert.False(File.Exists(PathOf(blob.Digest)));
    }

    [Fact]
    public async Task A_blob_cut_short_over_a_restart_is_missing()
    {
        var blob = await _blobs.PutBytesAsync(Content, Token);
        await File.WriteAllBytesAsync(PathOf(blob.Digest), [], Token);

        Assert.False(await new BlobStore(_objects).ContainsAsync(blob.Digest, Token));
    }

    [Fact]
    public async Task A_damaged_blob_can_be_made_again()
    {
        var blob = await _blobs.PutBytesAsync(Content, Token);
        await File.WriteAllTextAsync(PathOf(blob.Digest), "damaged", Token);
        var restarted = new BlobStore(_objects);
        Assert.False(await restarted.ContainsAsync(blob.Digest, Token));

        await restarted.PutBytesAsync(Content, Token);

        Assert.Equal(blob.Digest, await ExtentMapHash.Sha256Async(blob.ToMap(), restarted, Token));
    }

    [Fact]
    public async Task An_evicted_blob_is_missing_without_a_restart()
    {
        var blob = await _blobs.PutBytesAsync(Content, Token);
        await _objects.DeleteAsync(ObjectKey.OfBlob(blob.Digest), Token);

        Assert.False(await _blobs.ContainsAsync(blob.Digest, Token));
        await Assert.ThrowsAsync<FileNotFoundException>(() => _blobs.OpenAsync(blob.Digest, Token).AsTask());
    }

    [Fact]
    public async Task A_blob_is_read_whole_once_after_a_restart()
    {
        var objects = new CountingStore(_objects);
        var blob = await _blobs.PutBytesAsync(Content, Token);
        var restarted = new BlobStore(objects);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => restarted.ContainsAsync(blob.Digest, Token), Token)));

        Assert.Equal(1, objects.Opened);
    }

    [Fact]
    public async Task Who_gives_up_does_not_spoil_the_check_for_others()
    {
        var blob = await _blobs.PutBytesAsync(Content, Token);
        var restarted = new BlobStore(_objects);
        using var gaveUp = new CancellationTokenSource();
        await gaveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => restarted.ContainsAsync(blob.Digest, gaveUp.Token));

        Assert.True(await restarted.ContainsAsync(blob.Digest, Token));
    }

    [Fact]
    public async Task Sha256sum_agrees_with_the_name()
    {
        var blob = await _blobs.PutBytesAsync(Content, Token);

        var output = await Tool.RunAsync("sha256sum", PathOf(blob.Digest));

        Assert.StartsWith(blob.Digest.Hex, output, StringComparison.Ordinal);
    }

    private string PathOf(Digest digest) => _directory.Combine("blobs", "sha256", digest.Hex);
}
