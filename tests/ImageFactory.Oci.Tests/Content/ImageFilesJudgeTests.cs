using System.Text;
using ImageFactory.Formats.Tar;
using ImageFactory.Oci.Content;
using ImageFactory.Oci.Documents;
using ImageFactory.Oci.Layout;
using ImageFactory.Oci.Tests.Layout;
using ImageFactory.Testing;

namespace ImageFactory.Oci.Tests.Content;

public sealed class ImageFilesJudgeTests : IDisposable
{
    private static readonly Reference Name = Reference.Parse("test/image:v1");

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Umoci_unpacks_the_same_files()
    {
        await WriteLayersAsync(
            [("a", "1"), ("b", "1"), ("d/", ""), ("d/e/", ""), ("d/e/f", "1"), ("o/", ""), ("o/x", "1"), ("o/y/", ""), ("o/y/z", "1")],
            [(".wh.a", ""), ("b", "2"), ("d/", ""), ("d/.wh.e", ""), ("d/g", "2"), ("o/", ""), ("o/.wh..wh..opq", ""), ("o/w", "2")],
            [("a", "3"), ("d/", ""), ("d/e/", ""), ("d/e/h", "3"), ("b/", ""), ("b/c", "3"), (".wh.o", "")]);

        await Tool.RunAsync(
            "umoci", "unpack", "--rootless", "--image", $"{_directory.Combine("layout")}:{Name}", _directory.Combine("bundle"));

        Assert.Equal(Unpacked(_directory.Combine("bundle", "rootfs")), await ReadAsync());
    }

    private async Task WriteLayersAsync(params (string Name, string Content)[][] layers)
    {
        var layout = await LayoutWriter.OpenAsync(_directory.Combine("layout"), Token);
        var put = new List<Layer>();
        foreach (var files in layers)
        {
            put.Add(await layout.PutLayerAsync(SampleLayout.Tar(files), LayerCompression.Gzip, Token));
        }

        var config = new ImageConfig { Architecture = "amd64", Os = "linux", RootFs = RootFs.None };
        layout.Tag(Name, await layout.PutImageAsync(config, put, Token));
        await layout.FinishAsync(Token);
    }

    private async Task<string> ReadAsync()
    {
        var source = new LayoutSource(_directory.Combine("layout"));
        var image = await Images.FindAsync(source, Name, "amd64", Token);
        Assert.NotNull(image);
        var found = new List<string>();
        await foreach (var file in ImageFiles.ReadAsync(source, image, Token))
        {
            using var reader = new StreamReader(file.Content, Encoding.UTF8);
            found.Add(file.Entry.Type == TarEntryType.Directory
                ? file.Entry.Path
                : $"{file.Entry.Path}={await reader.ReadToEndAsync(Token)}");
        }

        return string.Join('\n', found.Order(StringComparer.Ordinal));
    }

    private static string Unpacked(string root) => string.Join('\n', Directory
        .EnumerateFileSystemEntries(root, "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(root, path) + (File.Exists(path) ? "=" + File.ReadAllText(path) : string.Empty))
        .Order(StringComparer.Ordinal));
}
