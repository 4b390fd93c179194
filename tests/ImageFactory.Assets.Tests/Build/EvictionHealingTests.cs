using ImageFactory.Assets.Store;

namespace ImageFactory.Assets.Tests.Build;

/// <summary>A factory whose store has no room for anything gives the same bytes as one that keeps everything.</summary>
public sealed class EvictionHealingTests(MiniReleaseFixture release) : IClassFixture<MiniReleaseFixture>
{
    private const long NoRoom = 1;
    private const string Hello = "customization: {systemExtensions: {officialExtensions: [siderolabs/hello]}}";

    private static readonly (string Version, string File)[] Orders =
    [
        ("v1.13.0", "kernel-amd64"), ("v1.13.0", "initramfs-arm64.xz"), ("v1.13.0", "metal-amd64-uki.efi"), ("v1.13.0", "metal-arm64.iso"),
        ("v1.9.5", "metal-arm64-uki.efi"), ("v1.7.6", "initramfs-amd64.xz"), ("v1.13.0", "cmdline-metal-amd64"),
    ];

    private readonly MemoryObjectStore _whole = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_evicted_is_made_again()
    {
        using var factory = new FactoryLab(release.Source, new MemoryObjectStore(), NoRoom);
        foreach (var (version, file) in Orders.Concat(Orders))
        {
            Assert.Equal(await WholeAsync(version, file), await factory.GetAsync(Hello, version, file));

            await factory.Store.TidyAsync(Token);
            Assert.Equal(0, factory.Store.Usage.Bytes);
        }
    }

    [Fact]
    public async Task What_is_being_served_is_not_evicted()
    {
        using var factory = new FactoryLab(release.Source, new MemoryObjectStore(), NoRoom);
        foreach (var (version, file) in Orders)
        {
            Assert.Equal(
                await WholeAsync(version, file),
                await factory.GetAsync(Hello, version, file, () => factory.Store.TidyAsync(Token)));
        }
    }

    [Fact]
    public async Task Many_at_once_do_not_take_each_others_blobs()
    {
        using var factory = new FactoryLab(release.Source, new MemoryObjectStore(), NoRoom);
        var whole = new List<byte[]>();
        foreach (var (version, file) in Orders)
        {
            whole.Add(await WholeAsync(version, file));
        }

        for (var round = 0; round < 3; round++)
        {
            var served = await Task.WhenAll(Orders.Select(order => Task.Run(
                () => factory.GetAsync(Hello, order.Version, order.File, () => factory.Store.TidyAsync(Token)), Token)));

            Assert.All(whole.Zip(served), pair => Assert.Equal(pair.First, pair.Second));
        }
    }

    private async Task<byte[]> WholeAsync(string version, string file)
    {
        using var factory = new FactoryLab(release.Source, _whole, budget: null);
        return await factory.GetAsync(Hello, version, file);
    }
}
