using ImageFactory.Assets.Artifacts;
using ImageFactory.Assets.Build;
using ImageFactory.Assets.Plans;
using ImageFactory.Assets.Profiles;
using ImageFactory.Formats.Extents;
using ImageFactory.Oci;
using ImageFactory.Oci.Content;
using ImageFactory.Oci.Layout;
using ImageFactory.Testing;

namespace ImageFactory.Assets.Tests.Build;

public sealed class ExtensionSizesTests : IDisposable
{
    private const string Repository = "tests/extension";

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_that_of_the_layers()
    {
        var (image, source) = await PublishAsync();
        var described = await Images.FindAsync(source, Reference.ToDigest(RepositoryName.Parse(Repository), image.Digest), "arm64", Cancel);

        var size = await new ExtensionSizes(new ExtensionSources(source)).FindAsync(image, Architecture.Arm64, Cancel);

        Assert.Equal(described!.Manifest.Layers.Sum(layer => layer.Size), size);
    }

    [Fact]
    public async Task One_that_is_missing_or_damaged_takes_nothing_from_the_others()
    {
        var (image, source) = await PublishAsync();
        var missing = image with { Digest = Digest.Parse("sha256:" + new string('0', 64)) };
        var damaged = (await PublishAsync("damaged")).Image;
        await File.WriteAllTextAsync(_directory.Combine("blobs", "sha256", damaged.Digest.Hex), "{", Cancel);

        var sizes = await new ExtensionSizes(new ExtensionSources(source)).FindAllAsync([missing, image, damaged], Architecture.Amd64, Cancel);

        Assert.Null(sizes[0]);
        Assert.InRange(sizes[1]!.Value, 1, 10_000);
        Assert.Null(sizes[2]);
    }

    public void Dispose() => _directory.Dispose();

    private async Task<(PlannedExtension Image, LayoutSource Source)> PublishAsync(string name = "extension")
    {
        var layout = await LayoutWriter.OpenAsync(_directory.Path, Cancel);
        var digest = await MiniImage.PutAsync(layout, $"{Repository}:{name}", [MiniImage.Manifest(name)], Cancel);
        await layout.FinishAsync(Cancel);
        return (new PlannedExtension(Repository, Repository, digest), new LayoutSource(_directory.Path));
    }
}
