using System.Text.Json;
using ImageFactory.Formats.Extents;
using ImageFactory.Oci.Content;
using ImageFactory.Oci.Layout;
using ImageFactory.Testing;

namespace ImageFactory.Oci.Tests.Layout;

public sealed class LayoutJudgeTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("amd64")]
    [InlineData("arm64")]
    public async Task Skopeo_inspects_what_was_written(string architecture)
    {
        var layout = _directory.Combine("layout");
        await SampleLayout.WriteAsync(layout, Token);

        var output = await Tool.RunAsync("skopeo", "--override-arch", architecture, "inspect", $"oci:{layout}:{SampleLayout.ImagerTag}");

        using var answer = JsonDocument.Parse(output);
        var image = await Images.FindAsync(new LayoutSource(layout), SampleLayout.ImagerTag, architecture, Token);
        Assert.Equal(architecture, answer.RootElement.GetProperty("Architecture").GetString());
        Assert.Equal(
            image!.Manifest.Layers.Select(layer => layer.Digest),
            answer.RootElement.GetProperty("Layers").EnumerateArray().Select(layer => Digest.Parse(layer.GetString()!)));
    }

    // On the way to a directory skopeo decompresses nothing, but verifies every digest; on the way back it writes its own layout.
    [Fact]
    public async Task Skopeo_copies_what_was_written()
    {
        var layout = _directory.Combine("layout");
        await SampleLayout.WriteAsync(layout, Token);

        await Tool.RunAsync(
            "skopeo", "copy", "--insecure-policy", "--all", $"oci:{layout}:{SampleLayout.ImagerTag}", $"dir:{_directory.Combine("copy")}");

        var image = await Images.FindAsync(new LayoutSource(layout), SampleLayout.ImagerTag, "arm64", Token);
        Assert.All(image!.Manifest.Layers, layer => Assert.True(File.Exists(_directory.Combine("copy", layer.Digest.Hex))));
    }

    [Fact]
    public async Task A_layout_that_skopeo_wrote_is_read()
    {
        var (ours, theirs) = (_directory.Combine("ours"), _directory.Combine("theirs"));
        await SampleLayout.WriteAsync(ours, Token);
        await Tool.RunAsync(
            "skopeo", "copy", "--insecure-policy", "--all", $"oci:{ours}:{SampleLayout.ImagerTag}", $"oci:{theirs}:{SampleLayout.ImagerTag}");

        var source = new LayoutSource(theirs);

        Assert.Equal(["v1.13.0"], await source.ListTagsAsync(SampleLayout.Imager, Token));
        var image = await Images.FindAsync(source, SampleLayout.ImagerTag, "arm64", Token);
        Assert.Equal("arm64", (await image!.ReadConfigAsync(source, Token)).Architecture);
    }

    [Fact]
    public async Task Sha256sum_agrees_with_every_blob_name()
    {
        await SampleLayout.WriteAsync(_directory.Path, Token);
        var blobs = Directory.GetFiles(_directory.Combine("blobs", "sha256"));

        var output = await Tool.RunAsync("sha256sum", blobs);

        Assert.All(
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line => Assert.Equal(line[..64], Path.GetFileName(line[66..])));
    }
}
