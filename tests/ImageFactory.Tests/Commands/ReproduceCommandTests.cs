using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Pe;
using ImageFactory.Testing;
using ImageFactory.Tests.Service;

namespace ImageFactory.Tests.Commands;

/// <summary>What a factory with the URL of the fixture made is built again by the command, on another store.</summary>
public sealed class ReproduceCommandTests(SpdxFactory factory) : IClassFixture<SpdxFactory>, IDisposable
{
    private const string Hello = "customization: {systemExtensions: {officialExtensions: [siderolabs/told]}}";

    private readonly TemporaryDirectory _directory = new();
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("metal-amd64-uki.efi")]
    [InlineData("metal-arm64.iso")]
    [InlineData("initramfs-amd64.xz")]
    [InlineData("cmdline-metal-amd64")]
    public async Task What_a_url_names_is_equal_with_the_schematic_from_there(string file)
    {
        var id = await factory.CreateAsync(Hello);

        var result = await ReproduceAsync($"{factory.Client.BaseAddress}image/{id}/v1.13.0/{file}", "--external-url", FactoryFixture.ExternalUrl);

        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        Assert.StartsWith($"{file}: equal, ", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("metal-amd64-uki.efi")]
    [InlineData("metal-arm64.iso")]
    public async Task An_image_says_by_itself_what_it_was_made_of(string file)
    {
        var result = await ReproduceAsync(await DownloadAsync(file));

        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        Assert.StartsWith($"{file}: equal, ", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_url_of_thefactory_is_a_difference_in_the_initramfs()
    {
        var result = await ReproduceAsync(await DownloadAsync("metal-arm64.iso"), "--external-url", "https://other.example.org");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("section .initrd", result.Output, StringComparison.Ordinal);
        Assert.Contains("--external-url", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".linux", "another kernel")]
    [InlineData(".cmdline", "another kernel command line")]
    public async Task The_section_that_was_changed_is_named(string section, string cause)
    {
        var path = await DownloadAsync("metal-amd64-uki.efi");
        var bytes = await File.ReadAllBytesAsync(path, Cancellation);
        var blobs = new MemoryBlobs();
        var file = await PeReader.ReadAsync(blobs.Add(bytes), blobs, Cancellation);
        var offset = (int)((BlobSource)file.Extract(section)!.Extents[0].Source).Offset + 3;
        bytes[offset] ^= 1;
        await File.WriteAllBytesAsync(path, bytes, Cancellation);

        var result = await ReproduceAsync(path);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"first offset  {offset} of {bytes.Length}", result.Output, StringComparison.Ordinal);
        Assert.Contains($"section {section}", result.Output, StringComparison.Ordinal);
        Assert.Contains(cause, result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1, "is cut")]
    [InlineData(1, "was appended")]
    public async Task A_length_that_differs_is_told(int more, string cause)
    {
        var path = await DownloadAsync("metal-amd64-uki.efi");
        await using (var file = File.OpenWrite(path))
        {
            file.SetLength(file.Length + more);
        }

        // What is cut says nothing any more.
        var id = await factory.CreateAsync(Hello);
        var result = await ReproduceAsync(path, "--schematic", id, "--talos-version", "v1.13.0", "--external-url", FactoryFixture.ExternalUrl, "--config", Upstream());

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(cause, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_file_does_not_say_is_asked_for()
    {
        var path = await DownloadAsync("kernel-amd64");
        await File.WriteAllTextAsync(_directory.Combine("empty.yaml"), "{}", Cancellation);

        var missing = await ReproduceAsync(path);
        var given = await ReproduceAsync(path, "--schematic", _directory.Combine("empty.yaml"), "--talos-version", "v1.13.0");

        Assert.Equal(2, missing.ExitCode);
        Assert.Contains("--schematic", missing.Error, StringComparison.Ordinal);
        Assert.True(given.ExitCode == 0, given.Output + given.Error);
    }

    [Theory]
    [InlineData("nothing/of/an/asset", 2)]
    [InlineData("image/aaaa/v1.13.0/kernel-amd64", 5)]
    public async Task A_url_without_an_asset_has_its_exit_code(string path, int exitCode)
    {
        var result = await ReproduceAsync($"{factory.Client.BaseAddress}{path}");

        Assert.Equal(exitCode, result.ExitCode);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Dispose();

    private async Task<string> DownloadAsync(string file)
    {
        var id = await factory.CreateAsync(Hello);
        var path = _directory.Combine(file);
        var bytes = await factory.Client.GetByteArrayAsync(new Uri($"/image/{id}/v1.13.0/{file}", UriKind.Relative), Cancellation);
        await File.WriteAllBytesAsync(path, bytes, Cancellation);
        return path;
    }

    private string Upstream()
    {
        var path = _directory.Combine("factory.json");
        File.WriteAllText(path, $$"""{"UpstreamFactory": "{{factory.Client.BaseAddress}}"}""");
        return path;
    }

    private Task<ToolResult> ReproduceAsync(string what, params string[] more) =>
        Executable.RunAsync(["reproduce", what, "--source", factory.Source, "--data", _directory.Combine("data"), .. more]);
}
