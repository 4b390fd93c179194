using System.Security.Cryptography;
using ImageFactory.Assets.Store;
using ImageFactory.Formats.Extents;
using ImageFactory.Testing;

namespace ImageFactory.Assets.Tests.Store;

public sealed class ContentCipherTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly FileObjectStore _objects;

    public ContentCipherTests() => _objects = FileObjectStore.Open(_directory.Path);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _objects.Dispose();
        _directory.Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65535)]
    [InlineData(65536)]
    [InlineData(65537)]
    [InlineData(300_000)]
    public async Task A_confidential_blob_reads_like_any_other_also_after_a_restart(int length)
    {
        var content = Content(length);
        var map = await PutAsync(Blobs(), content);

        var blobs = Blobs();

        Assert.Equal(length, (await blobs.FindAsync(Digest.OfBytes(content), Token))?.Length);
        Assert.Equal(content, await MapBytes.ReadAsync(map, blobs));
        Assert.Equal(content[(length / 3)..], await MapBytes.ReadAsync(map.Slice(length / 3, length - (length / 3)), blobs));
    }

    [Fact]
    public async Task A_confidential_blob_is_not_readable_in_the_store()
    {
        var content = Content(200_000);

        await PutAsync(Blobs(), content);

        var stored = await File.ReadAllBytesAsync(
            Directory.EnumerateFiles(_directory.Path, Digest.OfBytes(content).Hex, SearchOption.AllDirectories).Single(), Token);
        Assert.All(Enumerable.Range(0, 100), index => Assert.Equal(-1, stored.AsSpan().IndexOf(content.AsSpan(index * 2000, 16))));
    }

    [Fact]
    public async Task With_another_key_a_confidential_blob_counts_as_missing()
    {
        var content = Content(1000);
        await PutAsync(Blobs(), content);

        Assert.Null(await Blobs(key: 2).FindAsync(Digest.OfBytes(content), Token));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(5000)]
    [InlineData(100_000)]
    public async Task A_change_of_a_document_is_noticed(int offset)
    {
        var cipher = Cipher(1);
        var encrypted = (await cipher.EncryptAsync(Content(100_000), Token)).ToArray();
        encrypted[offset] ^= 1;

        await Assert.ThrowsAsync<InvalidDataException>(() => cipher.DecryptAsync(encrypted, Token));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(40)]
    [InlineData(65_592)]
    [InlineData(100_000)]
    public async Task A_document_that_was_cut_off_is_noticed(int length)
    {
        var cipher = Cipher(1);
        var encrypted = await cipher.EncryptAsync(Content(100_000), Token);

        await Assert.ThrowsAsync<InvalidDataException>(() => cipher.DecryptAsync(encrypted[..length], Token));
    }

    [Fact]
    public async Task A_document_that_is_not_encrypted_stays_as_it_is() =>
        Assert.Equal("{}"u8.ToArray(), (await Cipher(1).DecryptAsync("{}"u8.ToArray(), Token)).ToArray());

    private static byte[] Content(int length) =>
        [.. Enumerable.Range(0, (length / 32) + 1).SelectMany(number => SHA256.HashData(BitConverter.GetBytes(number))).Take(length)];

    private static ContentCipher Cipher(byte key) => new(() => [.. Enumerable.Repeat(key, 32)]);

    private static async Task<ExtentMap> PutAsync(BlobStore blobs, byte[] content)
    {
        await using var blob = await blobs.CreateAsync(isConfidential: true, Token);
        await blob.WriteAsync(content, Token);
        return (await blob.CompleteAsync(Token)).ToMap();
    }

    private BlobStore Blobs(byte key = 1) => new(new BoundedObjectStore(_objects, budget: null, TimeProvider.System), Cipher(key));
}
