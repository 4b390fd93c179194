using ImageFactory.Testing;

namespace ImageFactory.Assets.Tests.Build;

/// <summary>What stays in the store when assets are composed.</summary>
public sealed class ComposedAssetTests(MiniReleaseFixture release) : IClassFixture<MiniReleaseFixture>, IDisposable
{
    private const string Version = "v1.13.0";
    private const string Hello = "customization: {systemExtensions: {officialExtensions: [siderolabs/hello]}}";
    private const string HelloAndArguments =
        "customization: {extraKernelArgs: [quiet], systemExtensions: {officialExtensions: [siderolabs/hello]}}";

    private readonly TemporaryDirectory _directory = new();

    private string Data => _directory.Combine("data");

    [Theory]
    [InlineData("kernel-amd64")]
    [InlineData("initramfs-arm64.xz")]
    [InlineData("cmdline-metal-amd64")]
    [InlineData("metal-amd64-uki.efi")]
    public async Task Each_recipe_is_smaller_than_16_KiB(string file)
    {
        using var factory = new FactoryLab(release.Source, Data);

        await factory.GetAsync(MiniReleaseFixture.Dozen, Version, file);

        Assert.InRange(Directory.EnumerateFiles(Path.Combine(Data, "recipes")).Max(recipe => new FileInfo(recipe).Length), 1, 16 * 1024);
    }

    [Fact]
    public async Task An_extension_is_packed_once_for_all_schematics()
    {
        using var factory = new FactoryLab(release.Source, Data);
        await factory.GetAsync(Hello, Version, "initramfs-amd64.xz");
        var before = Blobs();

        await factory.GetAsync(HelloAndArguments, Version, "initramfs-amd64.xz");

        // What is new is the extension that names the schematic.
        Assert.Single(Blobs().Except(before, StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_packed_extension_does_not_need_its_image_any_more()
    {
        var source = _directory.Combine("source");
        await MiniRelease.WriteAsync(source, TestContext.Current.CancellationToken);
        using var factory = new FactoryLab(source, Data);
        await factory.GetAsync(Hello, Version, "initramfs-amd64.xz");
        foreach (var layer in Layers(source))
        {
            File.Delete(layer);
        }

        var initramfs = await factory.GetAsync(HelloAndArguments, Version, "initramfs-amd64.xz");

        Assert.NotEmpty(initramfs);
    }

    [Fact]
    public async Task The_kernel_of_all_platforms_and_schematics_is_one_blob()
    {
        using var factory = new FactoryLab(release.Source, Data);
        await factory.GetAsync("{}", Version, "kernel-amd64");
        var before = Blobs();

        await factory.GetAsync(Hello, Version, "kernel-amd64");

        Assert.Equal(before, Blobs());
    }

    [Fact]
    public async Task A_refused_extension_leaves_no_recipe_of_the_asset()
    {
        using var factory = new FactoryLab(release.Source, Data);
        const string Damaged = "customization: {systemExtensions: {officialExtensions: [siderolabs/module]}}";

        await Assert.ThrowsAsync<FactoryException>(() => factory.GetAsync(Damaged, Version, "initramfs-amd64.xz"));

        // The index of the release's boot artifacts.
        Assert.Single(Directory.EnumerateFiles(Path.Combine(Data, "recipes")));
        Assert.DoesNotContain(
            Directory.EnumerateFiles(Path.Combine(Data, "staging"), "*", SearchOption.AllDirectories),
            path => !path.EndsWith(".lock", StringComparison.Ordinal));
    }

    public void Dispose() => _directory.Dispose();

    // Gzip; manifests and catalogues that are read at each start are JSON, or were read before.
    private static IEnumerable<string> Layers(string source) =>
        Directory.EnumerateFiles(Path.Combine(source, "blobs", "sha256")).Where(path => File.ReadAllBytes(path) is [0x1F, 0x8B, ..]);

    private IReadOnlyList<string> Blobs() => [.. Directory.EnumerateFiles(Path.Combine(Data, "blobs", "sha256")).Order(StringComparer.Ordinal)];
}
