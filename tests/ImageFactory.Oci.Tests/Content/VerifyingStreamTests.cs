using System.Security.Cryptography;
using ImageFactory.Formats.Extents;
using ImageFactory.Oci.Content;
using ImageFactory.Oci.Documents;

namespace ImageFactory.Oci.Tests.Content;

public sealed class VerifyingStreamTests
{
    private static readonly byte[] Bytes = [.. Enumerable.Range(0, 100_000).Select(value => (byte)(value * 31 >> 3))];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Good_content_passes()
    {
        await using var stream = Open(new MemoryStream(Bytes), Describe(Bytes));
        var copy = new MemoryStream();

        await stream.CopyToAsync(copy, Token);

        Assert.Equal(Bytes, copy.ToArray());
    }

    [Fact]
    public async Task A_sha512_digest_is_verified_too()
    {
        var digest = Digest.Parse("sha512:" + Convert.ToHexStringLower(SHA512.HashData(Bytes)));
        await using var good = Open(new MemoryStream(Bytes), Describe(Bytes) with { Digest = digest });
        await using var bad = Open(new MemoryStream(new byte[100_000]), Describe(Bytes) with { Digest = digest });

        await good.CopyToAsync(Stream.Null, Token);

        await Assert.ThrowsAsync<InvalidDataException>(() => bad.CopyToAsync(Stream.Null, Token));
    }

    [Fact]
    public async Task The_last_byte_of_damaged_content_is_never_given()
    {
        byte[] damaged = [.. Bytes[..^1], (byte)(Bytes[^1] ^ 1)];
        await using var stream = Open(new MemoryStream(damaged), Describe(Bytes));
        var buffer = new byte[Bytes.Length];

        await Assert.ThrowsAsync<InvalidDataException>(() => stream.ReadExactlyAsync(buffer, Token).AsTask());

        Assert.Equal(0, buffer[^1]);
    }

    [Fact]
    public async Task Damaged_content_fails_again_when_read_again()
    {
        await using var stream = Open(new MemoryStream(new byte[7]), Describe([1, 2, 3, 4, 5, 6, 7]));

        await Assert.ThrowsAsync<InvalidDataException>(() => stream.CopyToAsync(Stream.Null, Token));
        await Assert.ThrowsAsync<InvalidDataException>(() => stream.CopyToAsync(Stream.Null, Token));
    }

    [Fact]
    public void Content_that_ends_early_is_bad_data()
    {
        using var stream = Open(new MemoryStream(Bytes[..^1]), Describe(Bytes));

        Assert.Throws<InvalidDataException>(() => stream.CopyTo(Stream.Null));
    }

    [Fact]
    public async Task Nothing_is_read_past_the_declared_size()
    {
        var content = new MemoryStream([.. Bytes, .. Bytes]);
        await using var stream = Open(content, Describe(Bytes));

        await stream.CopyToAsync(Stream.Null, Token);

        Assert.Equal(Bytes.Length, content.Position);
    }

    [Fact]
    public async Task Empty_content_is_verified()
    {
        await using var good = Open(new MemoryStream(), Describe([]));
        await using var bad = Open(new MemoryStream(), Describe(Bytes) with { Size = 0 });

        Assert.Equal(0, await good.ReadAsync(new byte[1], Token));
        await Assert.ThrowsAsync<InvalidDataException>(() => bad.ReadAsync(new byte[1], Token).AsTask());
    }

    [Fact]
    public async Task A_source_that_fails_meanwhile_is_the_sources_fault()
    {
        var content = new FileStream("/proc/self/mem", FileMode.Open, FileAccess.Read);
        await using var stream = Open(content, Describe(Bytes));

        var exception = await Assert.ThrowsAsync<RegistryException>(() => stream.CopyToAsync(Stream.Null, Token));

        Assert.Equal($"test/image@{Digest.OfBytes(Bytes)}", exception.Reference);
        Assert.IsAssignableFrom<IOException>(exception.InnerException);
    }

    private static VerifyingStream Open(Stream content, Descriptor expected) =>
        new(content, RepositoryName.Parse("test/image"), expected);

    private static Descriptor Describe(byte[] bytes) =>
        new() { MediaType = "application/octet-stream", Digest = Digest.OfBytes(bytes), Size = bytes.Length };
}
