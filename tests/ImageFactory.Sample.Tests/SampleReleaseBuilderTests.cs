using System.Text;
using ImageFactory.Oci;

namespace ImageFactory.Sample.Tests;

public sealed class SampleReleaseBuilderTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("amd64")]
    [InlineData("arm64")]
    public async Task The_imager_has_what_boots_for_both_processors(string architecture)
    {
        using var release = await BuildAsync();

        var files = await release.ReadAsync("siderolabs/imager:v1.13.0", architecture, Token);

        Assert.Equal("kernel of amd64"u8, files["usr/install/amd64/vmlinuz"]);
        Assert.Equal("kernel of arm64"u8, files["usr/install/arm64/vmlinuz"]);
        Assert.Equal("stub"u8, files["usr/install/arm64/systemd-stub.efi"]);
        Assert.Equal("boot loader"u8, files["usr/install/amd64/systemd-boot.efi"]);
        Assert.Equal("GRUB"u8, files["usr/lib/grub/grub-pc-bin/kernel.img"]);
        Assert.Equal("search extras built-in\n"u8, files["etc/modules.d/10-extra-modules.conf"]);
        Assert.Equal([0x28, 0xB5, 0x2F, 0xFD], files["usr/install/amd64/initramfs.xz"][..4]);
    }

    [Fact]
    public async Task The_first_imager_has_only_kernel_and_initramfs()
    {
        using var release = await BuildAsync();

        var files = await release.ReadAsync("siderolabs/imager:v1.3.7", "amd64", Token);

        Assert.Equal(
            ["usr/install/amd64/initramfs.xz", "usr/install/amd64/vmlinuz"],
            files.Keys.Where(path => path.StartsWith("usr/install/amd64/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal([0xFD, .. "7zXZ"u8], files["usr/install/amd64/initramfs.xz"][..5]);
    }

    [Fact]
    public async Task Releases_that_agree_share_all_layers()
    {
        using var release = await BuildAsync();

        var layers = await LayersAsync(release, "siderolabs/imager:v1.13.0", "amd64");

        Assert.Equal(layers, await LayersAsync(release, "siderolabs/imager:v1.14.0", "arm64"));
        Assert.Equal(5, layers.Intersect(await LayersAsync(release, "siderolabs/imager:v1.7.0", "amd64")).Count());
    }

    [Theory]
    [InlineData("siderolabs/installer:v1.3.7", 3, "bin/installer")]
    [InlineData("siderolabs/installer:v1.7.0", 2, "bin/installer")]
    [InlineData("siderolabs/installer-base:v1.13.0", 1, "usr/bin/installer")]
    public async Task The_installer_has_the_layers_of_its_version(string reference, int count, string program)
    {
        using var release = await BuildAsync();

        Assert.Equal(count, (await LayersAsync(release, reference, "arm64")).Count);
        Assert.Contains(program, (await release.ReadAsync(reference, "arm64", Token)).Keys);
    }

    [Theory]
    [InlineData("v1.7.0", "drbd:2.0-x-1-lib fuse3:2.0-x-1 talos-vmtoolsd:2.0-x-1")]
    [InlineData("v1.13.0", "drbd:2.0-x-1-usr fuse3:2.0-x-1")]
    public async Task The_catalogue_lists_extensions_that_are_there(string version, string expected)
    {
        using var release = await BuildAsync();

        var catalogue = await release.ReadAsync($"siderolabs/extensions:{version}", "amd64", Token);

        var references = Encoding.UTF8.GetString(catalogue["image-digests"]).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(Reference.Parse)
            .ToList();
        Assert.Equal(expected.Split(' ').Select(name => "siderolabs/" + name), references.Select(item => $"{item.Repository}:{item.Tag}"));
        foreach (var reference in references)
        {
            var image = await Oci.Content.Images.FindAsync(release.Source, Reference.ToDigest(reference.Repository, reference.Digest!.Value), "arm64", Token);
            Assert.NotNull(image);
        }

        Assert.Contains("ghcr.io/siderolabs/fuse3:2.0-x-1:\n  author: Debian\n", Encoding.UTF8.GetString(catalogue["descriptions.yaml"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_extension_is_a_manifest_and_a_file_system()
    {
        using var release = await BuildAsync();

        var files = await release.ReadAsync("siderolabs/fuse3:2.0-x-1", "amd64", Token);

        Assert.Equal("fusermount3"u8, files["rootfs/usr/local/bin/fusermount3"]);
        Assert.Equal("fuse3 2.0+x-1\n"u8, files["rootfs/usr/local/share/imagefactory/marker/fuse3"]);
        Assert.StartsWith(
            "version: v1alpha1\nmetadata:\n  name: fuse3\n  version: '2.0+x-1'\n", Encoding.UTF8.GetString(files["manifest.yaml"]), StringComparison.Ordinal);
        Assert.All(files.Keys, path => Assert.True(path is "manifest.yaml" or "rootfs" || path.StartsWith("rootfs/", StringComparison.Ordinal), path));
    }

    [Theory]
    [InlineData("lib", "rootfs/lib/modules/6.1-fake/kernel/")]
    [InlineData("usr", "rootfs/usr/lib/modules/6.1-fake/kernel/")]
    public async Task An_extension_carries_the_modules_that_the_base_lacks(string layout, string directory)
    {
        using var release = await BuildAsync();

        var files = await release.ReadAsync($"siderolabs/drbd:2.0-x-1-{layout}", "arm64", Token);

        Assert.Equal(
            [directory + "drbd.ko", directory + "lru_cache.ko"],
            files.Keys.Where(path => path.EndsWith(".ko", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Overlays_and_talosctl_begin_with_their_versions()
    {
        using var release = await BuildAsync();

        Assert.Equal(["v1.13.0", "v1.14.0", "v1.7.0"], await TagsAsync(release, "siderolabs/overlays"));
        Assert.Equal(["v1.13.0", "v1.14.0"], await TagsAsync(release, "siderolabs/talosctl-all"));
        var overlays = await release.ReadAsync("siderolabs/overlays:v1.7.0", "amd64", Token);
        Assert.Contains("- name: rpi_generic\n    image: ghcr.io/siderolabs/sbc-raspberrypi:v0.1.0\n", Encoding.UTF8.GetString(overlays["overlays.yaml"]), StringComparison.Ordinal);
        Assert.Contains("talosctl-windows-arm64.exe", (await release.ReadAsync("siderolabs/talosctl-all:v1.13.0", "amd64", Token)).Keys);
    }

    [Fact]
    public async Task The_same_packages_give_the_same_layout()
    {
        using var first = await BuildAsync();
        using var second = await BuildAsync();

        Assert.Equal(Contents(first.Output), Contents(second.Output));
    }

    [Fact]
    public async Task A_layout_is_never_mixed_with_what_is_there()
    {
        using var release = await FakeRelease.CreateAsync(Token);
        Directory.CreateDirectory(release.Combine("output", "other"));

        await Assert.ThrowsAsync<IOException>(() => release.BuildAsync(release.Output, Token));
    }

    [Fact]
    public async Task A_base_that_lists_a_module_of_an_extension_is_refused()
    {
        using var release = await FakeRelease.CreateAsync(Token);
        await File.AppendAllTextAsync(Path.Combine(release.Packages, "modules", "amd64", "base", "modules.dep"), "kernel/lru_cache.ko:\n", Token);

        var exception = await Assert.ThrowsAsync<InvalidDataException>(() => release.BuildAsync(release.Output, Token));

        Assert.Contains("'kernel/lru_cache.ko'", exception.Message, StringComparison.Ordinal);
    }

    private static async Task<FakeRelease> BuildAsync() => await (await FakeRelease.CreateAsync(Token)).BuiltAsync(Token);

    private static async Task<IReadOnlyList<string>> LayersAsync(FakeRelease release, string reference, string architecture)
    {
        var image = await Oci.Content.Images.FindAsync(release.Source, Reference.Parse(reference), architecture, Token);
        return [.. image!.Manifest.Layers.Select(layer => layer.Digest.ToString())]; // the test fails on an absent image
    }

    private static Task<IReadOnlyList<string>> TagsAsync(FakeRelease release, string repository) =>
        release.Source.ListTagsAsync(RepositoryName.Parse(repository), Token);

    private static IEnumerable<(string Path, string Text)> Contents(string directory) =>
        Directory.GetFiles(directory, "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(path => (Path.GetRelativePath(directory, path), Convert.ToHexString(File.ReadAllBytes(path))));
}
