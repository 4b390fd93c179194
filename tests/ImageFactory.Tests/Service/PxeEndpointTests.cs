using System.Net;
using System.Text;
using System.Text.Json;

namespace ImageFactory.Tests.Service;

public sealed class PxeEndpointTests(FactoryFixture factory) : IClassFixture<FactoryFixture>
{
    private const string Schematic = "customization: {extraKernelArgs: [vga=791], meta: [{key: 10, value: x}]}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("1.13.0", "metal-amd64", "amd64")]
    [InlineData("v1.13.0", "metal-amd64", "amd64")]
    [InlineData("1.13.0", "metal-x86_64", "amd64")]
    [InlineData("1.13.0", "metal-i386", "amd64")]
    [InlineData("1.13.0", "metal-arm64", "arm64")]
    [InlineData("1.13.0", "metal-aarch64", "arm64")]
    [InlineData("v1.3.7", "equinixMetal-amd64", "amd64")]
    [InlineData("1.13.0", "digital-ocean-amd64", "amd64")]
    public async Task The_script_loads_kernel_and_initramfs_with_the_command_line(string version, string machine, string architecture)
    {
        var id = await factory.CreateAsync(Schematic);
        var commandLine = await GetAsync($"/image/{id}/{version}/cmdline-{machine}");

        var script = await GetAsync($"/pxe/{id}/{version}/{machine}");

        var images = $"{FactoryFixture.ExternalUrl}/image/{id}/v{version.TrimStart('v')}";
        Assert.Equal(
            $"#!ipxe\n\nimgfree\nkernel {images}/kernel-{architecture} {commandLine}\ninitrd {images}/initramfs-{architecture}.xz\nboot\n", script);
    }

    [Theory]
    [InlineData("metal-amd64-secureboot", "metal-amd64-secureboot-uki.efi")]
    [InlineData("metal-aarch64-secureboot", "metal-arm64-secureboot-uki.efi")]
    public async Task For_secureboot_the_script_loads_the_uki_and_repeats_its_command_line(string machine, string uki)
    {
        var id = await factory.CreateAsync(Schematic);
        var commandLine = await GetAsync($"/image/{id}/v1.13.0/cmdline-{machine}");

        var script = await GetAsync($"/pxe/{id}/1.13.0/{machine}");

        Assert.Equal($"#!ipxe\n\nimgfree\nkernel {FactoryFixture.ExternalUrl}/image/{id}/v1.13.0/{uki} {commandLine}\nboot\n", script);
        Assert.Contains("lockdown=confidentiality", script, StringComparison.Ordinal);
        Assert.Contains("talos.environment=INSTALLER_META_BASE64=", script, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_host_and_a_careless_path_give_the_same_script()
    {
        var id = await factory.CreateAsync(Schematic);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{factory.Addresses[0].GetLeftPart(UriPartial.Authority)}//pxe/{id}/1.13.0/metal-amd64/"));
        request.Headers.Host = "pxe.factory.example.org";

        using var answer = await factory.Client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(await GetAsync($"/pxe/{id}/v1.13.0/metal-amd64"), await answer.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task Head_says_what_get_gives()
    {
        var id = await factory.CreateAsync(Schematic);
        var uri = new Uri($"/pxe/{id}/1.13.0/metal-amd64", UriKind.Relative);
        using var request = new HttpRequestMessage(HttpMethod.Head, uri);

        using var head = await factory.Client.SendAsync(request, Cancellation);
        using var get = await factory.Client.GetAsync(uri, Cancellation);

        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal((await get.Content.ReadAsByteArrayAsync(Cancellation)).Length, head.Content.Headers.ContentLength);
        Assert.Equal("text/plain; charset=utf-8", head.Content.Headers.ContentType?.ToString());
        Assert.Equal(get.Headers.ETag, head.Headers.ETag);
    }

    [Fact]
    public async Task A_copy_is_asked_about_each_time_and_stays_good()
    {
        var id = await factory.CreateAsync(Schematic);
        var uri = new Uri($"/pxe/{id}/1.13.0/metal-amd64", UriKind.Relative);
        using var first = await factory.Client.GetAsync(uri, Cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Get, uri);
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!); // every script has one

        using var second = await factory.Client.SendAsync(request, Cancellation);

        Assert.True(first.Headers.CacheControl?.NoCache);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Theory]
    [InlineData("v1.13.0", "metal-riscv64", HttpStatusCode.BadRequest, "riscv64")]
    [InlineData("v1.13.0", "amd64", HttpStatusCode.BadRequest, "such as metal-amd64")]
    [InlineData("v1.13.0", "metal-amd64.sha256", HttpStatusCode.BadRequest, "such as metal-amd64")]
    [InlineData("v1.13.0", "metal-amd64.iso", HttpStatusCode.BadRequest, "metal-amd64")]
    [InlineData("v1.99.0", "metal-amd64", HttpStatusCode.NotFound, "version 1.99.0 is not available")]
    [InlineData("one", "metal-amd64", HttpStatusCode.BadRequest, "'one'")]
    [InlineData("v1.3.7", "metal-amd64-secureboot", HttpStatusCode.BadRequest, "v1.5.0")]
    public async Task What_cannot_be_had_is_said_as_for_the_command_line(string version, string machine, HttpStatusCode status, string expected)
    {
        var id = await factory.CreateAsync(Schematic);

        using var answer = await factory.Client.GetAsync(new Uri($"/pxe/{id}/{version}/{machine}", UriKind.Relative), Cancellation);

        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(expected, await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_schematic_is_404()
    {
        using var answer = await factory.Client.GetAsync(new Uri($"/pxe/{new string('0', 64)}/v1.13.0/metal-amd64", UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task The_models_list_names_each_script()
    {
        var id = await factory.CreateAsync(Schematic);

        using var list = JsonDocument.Parse(await GetAsync($"/models/{id}/v1.13.0?platform=metal&arch=amd64"));

        var scripts = list.RootElement.GetProperty("assets").EnumerateArray()
            .Where(asset => asset.TryGetProperty("pxe", out _))
            .ToDictionary(asset => asset.GetProperty("name").GetString()!, asset => asset.GetProperty("pxe").GetString(), StringComparer.Ordinal);
        Assert.Equal(["cmdline-metal-amd64", "cmdline-metal-amd64-secureboot"], scripts.Keys.Order(StringComparer.Ordinal));
        Assert.Equal($"/pxe/{id}/v1.13.0/metal-amd64-secureboot", scripts["cmdline-metal-amd64-secureboot"]);
    }

    [Fact]
    public async Task Credentials_are_not_echoed()
    {
        var id = await factory.CreateAsync(Schematic);
        using var request = WithCredentials($"/pxe/{id}/v1.13.0/metal-amd64");

        using var answer = await factory.Client.SendAsync(request, Cancellation);

        Assert.DoesNotContain("@", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Credentials_are_in_the_urls_when_the_operator_wants_it_and_in_no_cache()
    {
        await using var configured = await StartAsync();
        var id = await configured.CreateAsync(Schematic);
        using var request = WithCredentials($"/pxe/{id}/v1.13.0/metal-amd64");

        using var answer = await configured.Client.SendAsync(request, Cancellation);

        var script = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.Contains($"kernel http://us%40er:pa%3Ass@boot.example.org:81/x/image/{id}/v1.13.0/kernel-amd64 ", script, StringComparison.Ordinal);
        Assert.True(answer.Headers.CacheControl?.NoStore);
        Assert.Contains("Authorization", answer.Headers.Vary);
    }

    [Fact]
    public async Task Scripts_have_a_url_of_their_own_where_the_operator_says_so()
    {
        await using var configured = await StartAsync();
        var id = await configured.CreateAsync(Schematic);

        var script = await configured.Client.GetStringAsync(new Uri($"/pxe/{id}/v1.13.0/metal-amd64", UriKind.Relative), Cancellation);

        Assert.Contains($"\ninitrd http://boot.example.org:81/x/image/{id}/v1.13.0/initramfs-amd64.xz\n", script, StringComparison.Ordinal);
    }

    private static async Task<FactoryFixture> StartAsync()
    {
        var configured = new FactoryFixture
        {
            Configure = options =>
            {
                options.ExternalPxeUrl = "http://boot.example.org:81/x/";
                options.PxeCredentials = true;
            },
        };
        await configured.InitializeAsync();
        return configured;
    }

    private static HttpRequestMessage WithCredentials(string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("us@er:pa:ss")));
        return request;
    }

    private Task<string> GetAsync(string path) => factory.Client.GetStringAsync(new Uri(path, UriKind.Relative), Cancellation);
}
