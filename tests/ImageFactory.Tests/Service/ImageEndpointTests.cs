using System.Net;
using System.Text;
using ImageFactory.Testing;

namespace ImageFactory.Tests.Service;

public sealed class ImageEndpointTests(FactoryFixture factory) : IClassFixture<FactoryFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("kernel-amd64", "amd64")]
    [InlineData("kernel-x86_64", "amd64")]
    [InlineData("kernel-i386", "amd64")]
    [InlineData("kernel-arm64", "arm64")]
    public async Task The_kernel_is_the_release_s_own(string file, string architecture)
    {
        var kernel = await GetBytesAsync("{}", "v1.13.0", file);

        Assert.Equal(MiniRelease.Kernel(architecture), kernel);
    }

    [Fact]
    public async Task The_command_line_is_text_without_a_line_end()
    {
        var line = await GetBytesAsync("customization: {extraKernelArgs: [vga=791, -pti]}", "1.13.0", "cmdline-metal-amd64");

        Assert.Equal(
            "talos.platform=metal console=tty0 init_on_alloc=1 slab_nomerge consoleblank=0 nvme_core.io_timeout=4294967295 "
            + "printk.devkmsg=on selinux=1 module.sig_enforce=1 proc_mem.force_override=never vga=791",
            Encoding.ASCII.GetString(line));
    }

    [Fact]
    public async Task The_initramfs_starts_with_the_release_s_own_and_goes_on_with_the_extensions()
    {
        var initramfs = await GetBytesAsync(
            "customization: {systemExtensions: {officialExtensions: [siderolabs/hello]}}", "v1.13.0", "initramfs-amd64.xz");

        var expected = MiniRelease.Initramfs("amd64");
        Assert.Equal(expected, initramfs[..expected.Length]);
        var appended = initramfs.AsSpan((expected.Length + 3) / 4 * 4);
        Assert.Equal("070701", Encoding.ASCII.GetString(appended[..6]));
        Assert.Contains("author: \"Image Factory (https://factory.example.org)\"", Encoding.Latin1.GetString(initramfs), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v1.5.5")]
    [InlineData("v1.9.5")]
    [InlineData("v1.12.4")]
    [InlineData("v1.14.0-beta.1")]
    public async Task A_uki_is_a_pe_file_with_the_version_in_it(string version)
    {
        var uki = await GetBytesAsync("{}", version, "metal-arm64-uki.efi");

        Assert.Equal("MZ", Encoding.ASCII.GetString(uki[..2]));
        Assert.Contains($"VERSION_ID={version}\n", Encoding.Latin1.GetString(uki), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("amd64", "BOOTX64.EFI")]
    [InlineData("arm64", "BOOTAA64.EFI")]
    public async Task An_iso_carries_its_uki_once(string architecture, string loader)
    {
        var iso = await GetBytesAsync("customization: {bootloader: sd-boot}", "v1.13.0", $"metal-{architecture}.iso");

        var text = Encoding.Latin1.GetString(iso);
        Assert.Equal("CD001", text.Substring(0x8001, 5));
        Assert.Contains("TALOS_V1_13_0", text, StringComparison.Ordinal);
        Assert.Contains(loader, text, StringComparison.Ordinal);
        Assert.Contains("talos.halt_if_installed=1", text, StringComparison.Ordinal);
        Assert.Contains("ID=reset\nTITLE=Reset system disk", text, StringComparison.Ordinal);
        Assert.Equal(1, CountOf(text, Encoding.Latin1.GetString(MiniRelease.Kernel(architecture))));
    }

    [Fact]
    public async Task An_alias_finds_the_extension_s_later_name()
    {
        var initramfs = await GetBytesAsync(
            "customization: {systemExtensions: {officialExtensions: [siderolabs/gasket]}}", "v1.13.0", "initramfs-amd64.xz");

        Assert.Contains("name: \"gasket-driver\"", Encoding.Latin1.GetString(initramfs), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kernel-amd64")]
    [InlineData("initramfs-arm64.xz")]
    [InlineData("cmdline-aws-amd64-secureboot")]
    [InlineData("metal-amd64-uki.efi")]
    public async Task Head_says_what_get_gives(string file)
    {
        var id = await factory.CreateAsync("{}");
        var uri = new Uri($"/image/{id}/v1.13.0/{file}", UriKind.Relative);
        using var request = new HttpRequestMessage(HttpMethod.Head, uri);

        using var head = await factory.Client.SendAsync(request, Cancellation);
        var body = await factory.Client.GetByteArrayAsync(uri, Cancellation);

        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal(body.Length, head.Content.Headers.ContentLength);
        Assert.Equal($"attachment; filename=\"{file}\"", head.Content.Headers.GetValues("Content-Disposition").Single());
        Assert.False(head.Headers.ETag?.IsWeak);
    }

    [Fact]
    public async Task A_download_name_can_be_wished_but_has_no_path()
    {
        var id = await factory.CreateAsync("{}");

        using var answer = await factory.Client.GetAsync(
            new Uri($"/image/{id}/v1.13.0/kernel-amd64?filename=..%2F..%2Fx%22y&secureboot=true", UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("attachment; filename=\"....x\\\"y\"", answer.Content.Headers.GetValues("Content-Disposition").Single());
    }

    [Fact]
    public async Task A_range_is_that_part_of_the_whole()
    {
        var id = await factory.CreateAsync("{}");
        var uri = new Uri($"/image/{id}/v1.13.0/metal-amd64-uki.efi", UriKind.Relative);
        var whole = await factory.Client.GetByteArrayAsync(uri, Cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Get, uri) { Headers = { Range = new(1000, 4999) } };

        using var answer = await factory.Client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal(whole[1000..5000], await answer.Content.ReadAsByteArrayAsync(Cancellation));
    }

    [Theory]
    [InlineData("{}", "v1.13.0", "kernel-riscv64", HttpStatusCode.BadRequest, "riscv64")]
    [InlineData("{}", "v1.13.0", "metal-amd64.img", HttpStatusCode.BadRequest, "metal-amd64")]
    [InlineData("{}", "v1.13.0", "metal-amd64.raw.zxt", HttpStatusCode.BadRequest, "metal-amd64.raw.xz")]
    [InlineData("{}", "v1.13.0", "metel-amd64-uki.efi", HttpStatusCode.BadRequest, "metal")]
    [InlineData("{}", "v1.99.0", "kernel-amd64", HttpStatusCode.NotFound, "version 1.99.0 is not available")]
    [InlineData("{}", "one", "kernel-amd64", HttpStatusCode.BadRequest, "'one'")]
    [InlineData("{}", "v1.3.7", "metal-amd64-uki.efi", HttpStatusCode.BadRequest, "v1.5.0")]
    [InlineData("{}", "v1.13.0", "container-amd64.raw", HttpStatusCode.BadRequest, "boots nothing")]
    [InlineData("{}", "v1.9.5", "metal-amd64.iso", HttpStatusCode.BadGateway, "usr/lib/grub/i386-pc and no usr/lib/grub/x86_64-efi")]
    [InlineData("{}", "v1.13.0", "metal-amd64.raw", HttpStatusCode.BadGateway, "usr/lib/grub/i386-pc")]
    [InlineData("customization: {diskImage: {sectorSize: 4096}}", "v1.13.0", "azure-arm64.vhd.xz", HttpStatusCode.BadRequest, "raw and qcow2 images can have 4096")]
    [InlineData("customization: {bootloader: dual-boot}", "v1.13.0", "metal-arm64.raw", HttpStatusCode.BadRequest, "sd-boot and grub")]
    [InlineData("customization: {bootloader: sd-boot}", "v1.3.7", "metal-amd64.raw", HttpStatusCode.BadRequest, "v1.5.0")]
    [InlineData("customization: {diskImage: {sectorSize: 1024}}", "v1.13.0", "metal-arm64.raw", HttpStatusCode.BadRequest, "512 and 4096")]
    [InlineData("customization: {meta: [{key: 0, value: x}]}", "v1.13.0", "metal-arm64.raw", HttpStatusCode.BadRequest, "key 0")]
    [InlineData("customization: {secureboot: {enrollKeys: yes}}", "v1.13.0", "metal-amd64-secureboot.iso", HttpStatusCode.BadRequest, "off, manual, if-safe, force")]
    [InlineData("{}", "v1.3.7", "metal-amd64-secureboot.iso", HttpStatusCode.BadRequest, "v1.5.0")]
    [InlineData("overlay: {name: rpi_generik, image: x}", "v1.13.0", "initramfs-arm64.xz", HttpStatusCode.BadRequest, "did you mean \"rpi_generic\"?")]
    [InlineData("overlay: {name: rpi_generic, image: x}", "v1.5.5", "initramfs-arm64.xz", HttpStatusCode.BadRequest, "v1.7.0")]
    [InlineData("customization: {systemExtensions: {officialExtensions: [siderolabs/helo]}}", "v1.13.0", "initramfs-amd64.xz", HttpStatusCode.BadRequest, "siderolabs/hello")]
    [InlineData("customization: {systemExtensions: {officialExtensions: [siderolabs/module]}}", "v1.9.5", "metal-amd64-uki.efi", HttpStatusCode.BadGateway, "lib/modules")]
    public async Task What_cannot_be_had_is_said_in_a_sentence(
        string schematic, string version, string file, HttpStatusCode status, string expected)
    {
        var id = await factory.CreateAsync(schematic);

        using var answer = await factory.Client.GetAsync(new Uri($"/image/{id}/{version}/{file}", UriKind.Relative), Cancellation);

        var body = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(expected, body, StringComparison.Ordinal);
        Assert.Equal("text/plain", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains(answer.Headers.GetValues("X-Request-ID").Single(), body, StringComparison.Ordinal);
    }

    private static int CountOf(string text, string part) => text.Split(part).Length - 1;

    private async Task<byte[]> GetBytesAsync(string schematic, string version, string file)
    {
        var id = await factory.CreateAsync(schematic);
        using var answer = await factory.Client.GetAsync(new Uri($"/image/{id}/{version}/{file}", UriKind.Relative), Cancellation);
        var body = await answer.Content.ReadAsByteArrayAsync(Cancellation);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, Encoding.UTF8.GetString(body));
        return body;
    }
}
