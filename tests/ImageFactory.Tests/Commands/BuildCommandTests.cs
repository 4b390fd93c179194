using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Pe;
using ImageFactory.Testing;
using ImageFactory.Tests.Service;

namespace ImageFactory.Tests.Commands;

public sealed class BuildCommandTests(FactoryFixture factory) : IClassFixture<FactoryFixture>, IDisposable
{
    private const string Hello = "customization: {systemExtensions: {officialExtensions: [siderolabs/hello]}}";

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Output => _directory.Combine("new", "output");

    [Fact]
    public async Task Files_have_the_bytes_that_the_server_gives()
    {
        string[] files = ["kernel-amd64", "initramfs-arm64.xz", "cmdline-metal-amd64", "metal-amd64-uki.efi", "metal-arm64.iso"];
        var id = await factory.CreateAsync(Hello);

        var result = await BuildAsync(Hello, "v1.13.0", files);

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal(files.Order(StringComparer.Ordinal), Written());
        foreach (var file in files)
        {
            var served = await factory.Client.GetByteArrayAsync(new Uri($"/image/{id}/v1.13.0/{file}", UriKind.Relative), Cancellation);
            Assert.Equal(served, await File.ReadAllBytesAsync(Path.Combine(Output, file), Cancellation));
        }
    }

    [Fact]
    public async Task What_there_is_beside_a_file_can_be_written_too()
    {
        string[] files = ["metal-amd64-uki.efi", "metal-amd64-uki.efi.sha256", "metal-amd64-uki.efi.measurements.json", "metal-amd64-uki.efi.provenance.json"];
        var id = await factory.CreateAsync(Hello);

        var result = await BuildAsync(Hello, "v1.13.0", files);

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal(files.Order(StringComparer.Ordinal), Written());
        await Tool.RunAsync("sh", "-c", $"cd '{Output}' && sha256sum -c metal-amd64-uki.efi.sha256");
        var served = await factory.Client.GetByteArrayAsync(new Uri($"/image/{id}/v1.13.0/metal-amd64-uki.efi.measurements.json", UriKind.Relative), Cancellation);
        Assert.Equal(served, await File.ReadAllBytesAsync(Path.Combine(Output, "metal-amd64-uki.efi.measurements.json"), Cancellation));
    }

    [Fact]
    public async Task A_splash_of_the_operator_is_a_section_of_the_uki()
    {
        var splash = _directory.Combine("splash.bmp");
        await File.WriteAllBytesAsync(splash, "BM and the rest of a picture"u8.ToArray(), Cancellation);
        var configuration = _directory.Combine("factory.json");
        await File.WriteAllTextAsync(configuration, $$"""{"Splash": "{{splash}}"}""", Cancellation);

        var result = await BuildAsync("{}", "v1.13.0", "metal-amd64-uki.efi", "--config", configuration);

        Assert.True(result.ExitCode == 0, result.Error);
        var blobs = new MemoryBlobs();
        var uki = await PeReader.ReadAsync(
            blobs.Add(await File.ReadAllBytesAsync(Path.Combine(Output, "metal-amd64-uki.efi"), Cancellation)), blobs, Cancellation);
        Assert.Equal("BM and the rest of a picture".Length, uki.Extract(".splash")?.Length);
    }

    [Theory]
    [InlineData("{}", "v1.13.0", "kernel-riscv64", 2, "riscv64")]
    [InlineData("{}", "v1.99.0", "kernel-amd64", 2, "1.99.0")]
    [InlineData("{}", "one", "kernel-amd64", 2, "'one'")]
    [InlineData("nonsense: 1", "v1.13.0", "kernel-amd64", 2, "nonsense")]
    [InlineData("{}", "v1.13.0", "../kernel-amd64", 2, "kernel-amd64")]
    public async Task What_cannot_be_built_has_its_exit_code_and_leaves_no_file(
        string schematic, string version, string file, int exitCode, string expected)
    {
        var result = await BuildAsync(schematic, version, file);

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.Empty(Written());
    }

    [Fact]
    public async Task An_image_cache_goes_onto_the_medium_and_is_part_of_what_is_kept()
    {
        var cache = await MiniCache.WriteLayoutAsync(_directory.Combine("cache"), MiniCache.Files);
        var layer = await MapBytes.ReadAsync(MiniCache.Files[1].Content);
        Assert.Equal(0, (await BuildAsync("{}", "v1.13.0", "metal-arm64.iso")).ExitCode);
        var without = await File.ReadAllBytesAsync(Path.Combine(Output, "metal-arm64.iso"), Cancellation);

        var result = await BuildAsync("{}", "v1.13.0", "metal-arm64.iso", "--image-cache", cache);

        Assert.True(result.ExitCode == 0, result.Error);
        var with = await File.ReadAllBytesAsync(Path.Combine(Output, "metal-arm64.iso"), Cancellation);
        Assert.Equal(-1, without.AsSpan().IndexOf(layer));
        Assert.NotEqual(-1, with.AsSpan().IndexOf(layer));
    }

    [Theory]
    [InlineData("missing", "metal-amd64.iso", 2, "is no directory")]
    [InlineData("new", "metal-amd64.iso", 5, "no directory 'blob'")]
    [InlineData("new", "kernel-amd64", 2, "An image cache goes into ISOs and disk images; kernel-amd64 cannot have one.")]
    public async Task An_image_cache_that_cannot_be_used_has_its_exit_code(string cache, string file, int exitCode, string expected)
    {
        Directory.CreateDirectory(_directory.Combine("new"));

        var result = await BuildAsync("{}", "v1.13.0", file, "--image-cache", _directory.Combine(cache));

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.Empty(Written());
    }

    [Fact]
    public async Task A_damaged_source_is_5()
    {
        foreach (var blob in Directory.EnumerateFiles(Path.Combine(factory.Source, "blobs", "sha256")))
        {
            var copy = _directory.Combine("source", "blobs", "sha256", Path.GetFileName(blob));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            await File.WriteAllBytesAsync(copy, [1], Cancellation);
        }

        File.Copy(Path.Combine(factory.Source, "index.json"), _directory.Combine("source", "index.json"));

        var result = await BuildFromAsync(_directory.Combine("source"), "{}", "v1.13.0", "kernel-amd64");

        Assert.Equal(5, result.ExitCode);
        Assert.Contains("source", result.Error, StringComparison.Ordinal);
        Assert.Empty(Written());
    }

    [Fact]
    public async Task A_source_that_is_no_layout_is_5()
    {
        var result = await BuildFromAsync(_directory.Path, "{}", "v1.13.0", "kernel-amd64");

        Assert.Equal(5, result.ExitCode);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_output_that_is_a_file_is_6()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Output)!);
        await File.WriteAllTextAsync(Output, "x", Cancellation);

        var result = await BuildAsync("{}", "v1.13.0", "kernel-amd64");

        Assert.Equal(6, result.ExitCode);
        Assert.Contains(Output, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_directory_in_the_place_of_the_file_is_6_and_leaves_no_partial_file()
    {
        Directory.CreateDirectory(Path.Combine(Output, "kernel-amd64"));

        var result = await BuildAsync("{}", "v1.13.0", "kernel-amd64");

        Assert.Equal(6, result.ExitCode);
        Assert.Empty(Written());
    }

    public void Dispose() => _directory.Dispose();

    private Task<ToolResult> BuildAsync(string schematic, string version, params string[] files) =>
        BuildFromAsync(factory.Source, schematic, version, files);

    private Task<ToolResult> BuildFromAsync(string source, string schematic, string version, params string[] files) => Executable.RunAsync(
        schematic,
        new Dictionary<string, string>(StringComparer.Ordinal) { ["IMAGEFACTORY_EXTERNALURL"] = FactoryFixture.ExternalUrl },
        ["build", "--schematic", "-", "--talos-version", version, "--source", source, "--data", _directory.Combine("data"), "--output", Output, .. files]);

    private IReadOnlyList<string> Written() => Directory.Exists(Output)
        ? [.. Directory.EnumerateFiles(Output).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)]
        : [];
}
