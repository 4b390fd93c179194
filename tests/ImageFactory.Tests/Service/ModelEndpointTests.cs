using System.Net;
using System.Text.Json;

namespace ImageFactory.Tests.Service;

public sealed class ModelEndpointTests(FactoryFixture factory) : IClassFixture<FactoryFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_usual_asset_is_listed_with_its_link_and_state()
    {
        var id = await factory.CreateAsync("{}");

        var assets = await ListAsync($"/models/{id}/v1.13.0");

        Assert.Equal(
            ["kernel-arm64", "initramfs-arm64.xz", "cmdline-metal-arm64", "metal-arm64-uki.efi", "metal-arm64.iso", "metal-arm64.raw.zst"],
            assets.Select(asset => asset.GetProperty("name").GetString()!)
                .Where(name => name.EndsWith("arm64.xz", StringComparison.Ordinal) || name.Contains("kernel-arm64", StringComparison.Ordinal)
                    || (name.Contains("metal-arm64", StringComparison.Ordinal) && !name.Contains("secureboot", StringComparison.Ordinal))));
        var iso = Of(assets, "metal-arm64.iso");
        Assert.Equal($"/image/{id}/v1.13.0/metal-arm64.iso", iso.GetProperty("url").GetString());
        Assert.Equal("application/x-iso9660-image", iso.GetProperty("mediaType").GetString());
        Assert.DoesNotContain(assets, asset => asset.GetProperty("name").GetString()!.StartsWith("hcloud-arm64", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Bills_of_materials_and_provenance_are_listed()
    {
        var id = await factory.CreateAsync("{}");

        using var model = JsonDocument.Parse(await factory.Client.GetByteArrayAsync(new Uri($"/models/{id}/v1.13.0?platform=metal&arch=amd64", UriKind.Relative), Cancellation));

        Assert.Equal(
            [$"/spdx/{id}/v1.13.0/amd64 application/spdx+json on-demand", $"/cyclonedx/{id}/v1.13.0/amd64 application/vnd.cyclonedx+json on-demand"],
            model.RootElement.GetProperty("documents").EnumerateArray().Select(each =>
                $"{each.GetProperty("url").GetString()} {each.GetProperty("mediaType").GetString()} {each.GetProperty("state").GetString()}"));
        var asset = model.RootElement.GetProperty("assets")[0];
        Assert.Equal($"{asset.GetProperty("url").GetString()}.provenance.json", asset.GetProperty("provenance").GetString());
        Assert.Equal($"{asset.GetProperty("url").GetString()}.sigstore.json", asset.GetProperty("signature").GetString());
    }

    [Fact]
    public async Task A_platform_can_be_listed_in_every_format_and_compression()
    {
        var id = await factory.CreateAsync("customization: {bootloader: sd-boot}");

        var assets = await ListAsync($"/models/{id}/v1.13.0?platform=vultr&arch=amd64&all=true");

        Assert.Equal(2 + (2 * (4 + (4 * 5))), assets.Count);
        var disk = Of(assets, "vultr-amd64.raw");
        Assert.Equal(9_638_510_592, disk.GetProperty("size").GetInt64());
        Assert.True(disk.GetProperty("isExact").GetBoolean());
    }

    [Fact]
    public async Task What_was_made_has_its_length_and_digests()
    {
        var id = await factory.CreateAsync("customization: {extraKernelArgs: [model.test=1]}");
        var bytes = await factory.Client.GetByteArrayAsync(new Uri($"/image/{id}/v1.13.0/metal-amd64-uki.efi", UriKind.Relative), Cancellation);
        var sum = await factory.Client.GetStringAsync(new Uri($"/image/{id}/v1.13.0/metal-amd64-uki.efi.sha256", UriKind.Relative), Cancellation);

        var assets = await ListAsync($"/models/{id}/v1.13.0?platform=metal&arch=amd64");

        var uki = Of(assets, "metal-amd64-uki.efi");
        Assert.Equal("ready", uki.GetProperty("state").GetString());
        Assert.Equal(bytes.Length, uki.GetProperty("size").GetInt64());
        Assert.Equal(sum[..64], uki.GetProperty("sha256").GetString());
        var initramfs = Of(assets, "initramfs-amd64.xz");
        Assert.Equal("on-demand", initramfs.GetProperty("state").GetString());
        Assert.False(initramfs.GetProperty("isExact").GetBoolean());
        Assert.InRange(initramfs.GetProperty("size").GetInt64(), 1, bytes.Length);
    }

    [Theory]
    [InlineData("{}", "v1.13.0?platform=metl", HttpStatusCode.BadRequest, "metal, aws")]
    [InlineData("{}", "v1.13.0?arch=mips", HttpStatusCode.BadRequest, "amd64 and arm64")]
    [InlineData("{}", "v1.99.0", HttpStatusCode.NotFound, "1.99.0 is not available")]
    public async Task What_cannot_be_listed_is_said_in_a_sentence(string schematic, string path, HttpStatusCode status, string expected)
    {
        var id = await factory.CreateAsync(schematic);

        using var answer = await factory.Client.GetAsync(new Uri($"/models/{id}/{path}", UriKind.Relative), Cancellation);

        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(expected, await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    private static JsonElement Of(IEnumerable<JsonElement> assets, string name) =>
        Assert.Single(assets, asset => string.Equals(asset.GetProperty("name").GetString(), name, StringComparison.Ordinal));

    private async Task<List<JsonElement>> ListAsync(string path)
    {
        using var document = JsonDocument.Parse(await factory.Client.GetStringAsync(new Uri(path, UriKind.Relative), Cancellation));
        return [.. document.RootElement.GetProperty("assets").EnumerateArray().Select(asset => asset.Clone())];
    }
}
