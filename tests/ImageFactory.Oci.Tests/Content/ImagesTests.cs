using ImageFactory.Oci.Content;
using ImageFactory.Oci.Documents;
using ImageFactory.Oci.Layout;
using ImageFactory.Oci.Tests.Layout;
using ImageFactory.Testing;

namespace ImageFactory.Oci.Tests.Content;

public sealed class ImagesTests : IDisposable
{
    private static readonly Reference Name = Reference.Parse("test/image:v1");

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task An_image_in_a_nested_index_is_found()
    {
        var layout = await LayoutWriter.OpenAsync(_directory.Path, Token);
        var arm64 = await SampleLayout.PutImageAsync(layout, "arm64", Token);
        var inner = await layout.PutIndexAsync([arm64], Token);

        var image = await FindAsync(layout, await layout.PutIndexAsync([inner], Token), "arm64");

        Assert.Equal(arm64.Digest, image?.Descriptor.Digest);
    }

    [Fact]
    public async Task Entries_without_a_platform_are_looked_into()
    {
        var layout = await LayoutWriter.OpenAsync(_directory.Path, Token);
        var amd64 = await SampleLayout.PutImageAsync(layout, "amd64", Token) with { Platform = null };
        var arm64 = await SampleLayout.PutImageAsync(layout, "arm64", Token) with { Platform = null };

        var image = await FindAsync(layout, await layout.PutIndexAsync([amd64, arm64], Token), "arm64");

        Assert.Equal(arm64.Digest, image?.Descriptor.Digest);
    }

    [Fact]
    public async Task Attestations_and_other_systems_are_passed_over()
    {
        var layout = await LayoutWriter.OpenAsync(_directory.Path, Token);
        var arm64 = await SampleLayout.PutImageAsync(layout, "arm64", Token);
        var attestation = arm64 with { Platform = new Platform { Architecture = "unknown", Os = "unknown" } };
        var windows = arm64 with { Platform = new Platform { Architecture = "arm64", Os = "windows" } };

        var image = await FindAsync(layout, await layout.PutIndexAsync([attestation, windows], Token), "arm64");

        Assert.Null(image);
    }

    [Fact]
    public async Task A_single_image_is_given_whatever_it_runs_on()
    {
        var layout = await LayoutWriter.OpenAsync(_directory.Path, Token);
        var amd64 = await SampleLayout.PutImageAsync(layout, "amd64", Token);

        var image = await FindAsync(layout, amd64, "arm64");

        Assert.Equal(amd64.Digest, image?.Descriptor.Digest);
    }

    [Fact]
    public async Task An_unknown_name_is_no_image() =>
        Assert.Null(await FindAsync(await LayoutWriter.OpenAsync(_directory.Path, Token), null, "amd64"));

    [Fact]
    public async Task Indexes_nested_too_deep_are_bad_data()
    {
        var layout = await LayoutWriter.OpenAsync(_directory.Path, Token);
        var index = await layout.PutIndexAsync([], Token);
        for (var depth = 0; depth < 6; depth++)
        {
            index = await layout.PutIndexAsync([index], Token);
        }

        await Assert.ThrowsAsync<InvalidDataException>(() => FindAsync(layout, index, "amd64"));
    }

    [Fact]
    public async Task An_index_that_names_one_index_many_times_is_bad_data()
    {
        var layout = await LayoutWriter.OpenAsync(_directory.Path, Token);
        var inner = await layout.PutIndexAsync([], Token);
        var outer = await layout.PutIndexAsync([.. Enumerable.Repeat(inner, 1000)], Token);

        await Assert.ThrowsAsync<InvalidDataException>(() => FindAsync(layout, outer, "amd64"));
    }

    [Fact]
    public async Task A_configuration_with_another_number_of_layers_is_bad_data()
    {
        var layout = await LayoutWriter.OpenAsync(_directory.Path, Token);
        var config = new ImageConfig { Architecture = "amd64", Os = "linux", RootFs = RootFs.None };
        var layer = await layout.PutLayerAsync(SampleLayout.Tar(), LayerCompression.None, Token);
        var manifest = new Manifest
        {
            Config = await layout.PutBytesAsync(config.ToBytes(), MediaTypes.ImageConfig, Token),
            Layers = [layer.Descriptor],
        };
        var image = await FindAsync(layout, await layout.PutBytesAsync(manifest.ToBytes(), MediaTypes.ImageManifest, Token), "amd64");

        Assert.NotNull(image);
        await Assert.ThrowsAsync<InvalidDataException>(() => image.ReadConfigAsync(new LayoutSource(_directory.Path), Token));
    }

    private async Task<Image?> FindAsync(LayoutWriter layout, Descriptor? root, string architecture)
    {
        if (root is not null)
        {
            layout.Tag(Name, root);
        }

        await layout.FinishAsync(Token);
        return await Images.FindAsync(new LayoutSource(_directory.Path), Name, architecture, Token);
    }
}
