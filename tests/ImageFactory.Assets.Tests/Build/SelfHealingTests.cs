using ImageFactory.Testing;

namespace ImageFactory.Assets.Tests.Build;

/// <summary>A factory that is started on a damaged data directory makes what is missing again.</summary>
public sealed class SelfHealingTests(MiniReleaseFixture release) : IClassFixture<MiniReleaseFixture>, IDisposable
{
    private const string Hello = "customization: {systemExtensions: {officialExtensions: [siderolabs/hello]}}";
    private const string Version = "v1.13.0";
    private const string File = "metal-amd64-uki.efi";

    private readonly TemporaryDirectory _directory = new();

    private string Data => _directory.Combine("data");

    [Fact]
    public async Task Each_file_of_the_store_may_be_deleted()
    {
        var whole = await GetAsync();
        foreach (var file in Stored())
        {
            System.IO.File.Delete(file);

            Assert.Equal(whole, await GetAsync());
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    public async Task Each_blob_and_recipe_may_have_a_flipped_byte(int offset)
    {
        var whole = await GetAsync();
        foreach (var file in Stored().Where(file => new FileInfo(file).Length > offset))
        {
            var bytes = await System.IO.File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            bytes[offset] ^= 0xFF;
            await System.IO.File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);

            Assert.Equal(whole, await GetAsync());
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("\"text\"")]
    [InlineData("{\"note\":1,\"map\":{}}")]
    [InlineData("{\"note\":\"\",\"map\":null}")]
    [InlineData("{\"note\":\"\",\"map\":{}}")]
    [InlineData("{\"note\":\"\",\"map\":[]}")]
    [InlineData("{\"note\":\"\",\"map\":{\"length\":-1,\"extents\":[null]}}")]
    [InlineData("{\"usr/install/amd64/vmlinuz\":null}")]
    [InlineData("{\"usr/install/amd64/vmlinuz\":{\"Digest\":null,\"Length\":1}}")]
    [InlineData("{\"usr/install/amd64/vmlinuz\":{\"Digest\":\"nonsense\",\"Length\":1}}")]
    public async Task Each_recipe_may_be_nonsense(string content)
    {
        var whole = await GetAsync();
        foreach (var file in Stored().Where(IsRecipe))
        {
            await System.IO.File.WriteAllTextAsync(file, content, TestContext.Current.CancellationToken);

            Assert.Equal(whole, await GetAsync());
        }
    }

    [Fact]
    public async Task An_empty_data_directory_gives_the_same_bytes()
    {
        var whole = await GetAsync();
        Directory.Delete(Data, recursive: true);

        Assert.Equal(whole, await GetAsync());
    }

    public void Dispose() => _directory.Dispose();

    private static bool IsRecipe(string path) => path.Contains("/recipes/", StringComparison.Ordinal);

    private IReadOnlyList<string> Stored() =>
        [.. Directory.EnumerateFiles(Data, "*", SearchOption.AllDirectories).Where(path => !path.Contains("/schematics/", StringComparison.Ordinal))];

    private async Task<byte[]> GetAsync()
    {
        using var factory = new FactoryLab(release.Source, Data);
        return await factory.GetAsync(Hello, Version, File);
    }
}
