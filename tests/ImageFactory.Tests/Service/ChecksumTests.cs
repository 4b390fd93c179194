using System.Security.Cryptography;
using ImageFactory.Testing;

namespace ImageFactory.Tests.Service;

public sealed class ChecksumTests(FactoryFixture factory) : IClassFixture<FactoryFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("sha256sum", "sha256")]
    [InlineData("sha512sum", "sha512")]
    public async Task The_tool_that_people_use_accepts_the_checksum(string tool, string suffix)
    {
        using var directory = new TemporaryDirectory();
        var uri = await UriAsync("metal-arm64.iso");
        await File.WriteAllBytesAsync(directory.Combine("metal-arm64.iso"), await factory.Client.GetByteArrayAsync(uri, Cancellation), Cancellation);
        await File.WriteAllBytesAsync(directory.Combine("sum"), await factory.Client.GetByteArrayAsync(Beside(uri, suffix), Cancellation), Cancellation);

        var result = await Tool.RunAsync("sh", "-c", $"cd '{directory.Path}' && {tool} --check --strict sum");

        Assert.Equal("metal-arm64.iso: OK\n", result);
    }

    [Fact]
    public async Task The_name_in_a_checksum_can_be_wished()
    {
        var uri = await UriAsync("kernel-amd64");
        using var answer = await factory.Client.GetAsync(new Uri($"{uri}.sha256?filename=vmlinuz", UriKind.Relative), Cancellation);

        Assert.Equal(
            $"{Convert.ToHexStringLower(SHA256.HashData(MiniRelease.Kernel("amd64")))}  vmlinuz\n",
            await answer.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal("attachment; filename=\"vmlinuz.sha256\"", answer.Content.Headers.GetValues("Content-Disposition").Single());
        Assert.Equal("text/plain", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task The_digest_of_an_asset_is_told_once_it_is_known()
    {
        var uri = await UriAsync("initramfs-arm64.xz");
        using var before = await factory.Client.GetAsync(uri, Cancellation);
        await factory.Client.GetByteArrayAsync(Beside(uri, "sha256"), Cancellation);

        using var after = await factory.Client.GetAsync(uri, Cancellation);

        Assert.False(before.Headers.Contains("Repr-Digest"));
        var body = await after.Content.ReadAsByteArrayAsync(Cancellation);
        Assert.Equal(
            $"sha-256=:{Convert.ToBase64String(SHA256.HashData(body))}:, sha-512=:{Convert.ToBase64String(SHA512.HashData(body))}:",
            after.Headers.GetValues("Repr-Digest").Single());
    }

    [Fact]
    public async Task Head_computes_no_checksum_but_knows_its_length()
    {
        var uri = await UriAsync("initramfs-amd64.xz");
        using var request = new HttpRequestMessage(HttpMethod.Head, Beside(uri, "sha512"));

        using var head = await factory.Client.SendAsync(request, Cancellation);
        using var asset = await factory.Client.GetAsync(uri, Cancellation);

        Assert.Equal(128 + "  initramfs-amd64.xz\n".Length, head.Content.Headers.ContentLength);
        Assert.False(asset.Headers.Contains("Repr-Digest"));
    }

    [Fact]
    public async Task A_checksum_has_a_validator_of_its_own()
    {
        var uri = await UriAsync("kernel-arm64");
        using var asset = await factory.Client.GetAsync(uri, Cancellation);
        using var checksum = await factory.Client.GetAsync(Beside(uri, "sha256"), Cancellation);

        Assert.NotNull(checksum.Headers.ETag);
        Assert.NotEqual(asset.Headers.ETag, checksum.Headers.ETag);
    }

    private static Uri Beside(Uri asset, string suffix) => new($"{asset}.{suffix}", UriKind.Relative);

    private async Task<Uri> UriAsync(string file)
    {
        var schematic = $"customization: {{extraKernelArgs: [{Guid.NewGuid():n}]}}";
        return new Uri($"/image/{await factory.CreateAsync(schematic)}/v1.13.0/{file}", UriKind.Relative);
    }
}
