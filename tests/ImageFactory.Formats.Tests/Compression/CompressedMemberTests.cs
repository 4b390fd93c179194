using ImageFactory.Formats.Compression;
using ImageFactory.Testing;

namespace ImageFactory.Formats.Tests.Compression;

/// <summary>One member that zstd or xz made, with something behind it.</summary>
public sealed class CompressedMemberTests : IDisposable
{
    private static readonly DecompressionLimits Limits = new() { MaxBytes = 1L << 30, MaxRatio = 5000 };

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("zstd", CompressionKind.Zstd, 300_000)]
    [InlineData("zstd", CompressionKind.Zstd, 0)]
    [InlineData("xz", CompressionKind.Xz, 300_000)]
    [InlineData("xz", CompressionKind.Xz, 0)]
    public async Task It_ends_where_something_else_begins(string program, CompressionKind kind, int length)
    {
        var content = new byte[length];
        new Random(length).NextBytes(content);
        var member = await CompressAsync(program, content);
        using var source = new MemoryStream([.. member, .. member, .. "something else"u8]);

        await using var opened = Decompression.OpenMember(source, kind, Limits);
        using var output = new MemoryStream();
        await opened.Content.CopyToAsync(output, Cancel);

        Assert.Equal(content, output.ToArray());
        Assert.Equal(member.Length, opened.Length);
    }

    [Theory]
    [InlineData("zstd", CompressionKind.Zstd)]
    [InlineData("xz", CompressionKind.Xz)]
    public async Task A_member_that_is_cut_off_is_invalid(string program, CompressionKind kind)
    {
        var member = await CompressAsync(program, new byte[100_000]);
        using var source = new MemoryStream(member[..^5]);

        await using var opened = Decompression.OpenMember(source, kind, Limits);

        await Assert.ThrowsAsync<InvalidDataException>(() => opened.Content.CopyToAsync(Stream.Null, Cancel));
    }

    [Fact]
    public void The_end_of_gzip_cannot_be_told()
    {
        Assert.Throws<InvalidDataException>(() => Decompression.OpenMember(Stream.Null, CompressionKind.Gzip, Limits));
    }

    public void Dispose() => _directory.Dispose();

    private async Task<byte[]> CompressAsync(string program, byte[] content)
    {
        var path = _directory.Combine("content");
        await File.WriteAllBytesAsync(path, content, Cancel);
        await Tool.RunAsync("sh", "-c", $"{program} -c < '{path}' > '{path}.out'");
        return await File.ReadAllBytesAsync(path + ".out", Cancel);
    }
}
