using ImageFactory.Testing;

namespace ImageFactory.Tests.Commands;

public sealed class CommandTests : IDisposable
{
    private const string EmptyId = "376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba";

    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task Help_lists_the_commands()
    {
        var result = await Executable.RunAsync("--help");

        Assert.Equal(0, result.ExitCode);
        Assert.All(["serve", "build", "schematic", "release", "keys", "inspect", "netboot"], command => Assert.Contains($"\n  {command} ", result.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_id_of_a_schematic_in_a_file_is_printed()
    {
        var result = await Executable.RunAsync("schematic", "id", await FileAsync("customization: {}\n"));

        Assert.Equal(new ToolResult(0, EmptyId + "\n", string.Empty), result);
    }

    [Fact]
    public async Task The_id_of_a_schematic_from_standard_input_is_printed()
    {
        var result = await Executable.RunAsync("{}", [], "schematic", "id", "-");

        Assert.Equal(new ToolResult(0, EmptyId + "\n", string.Empty), result);
    }

    [Fact]
    public async Task A_faulty_schematic_is_2_with_a_sentence()
    {
        var result = await Executable.RunAsync("schematic", "id", await FileAsync("customization: {extraKernelArg: [a]}\nnonsense: 1\n"));

        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Contains("extraKernelArgs", result.Error, StringComparison.Ordinal);
        Assert.Contains("nonsense", result.Error, StringComparison.Ordinal);
        AssertNoTrace(result);
    }

    [Fact]
    public async Task A_schematic_of_more_than_a_mebibyte_is_2()
    {
        var result = await Executable.RunAsync("schematic", "id", await FileAsync(new string(' ', 1024 * 1024 + 1)));

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("1 MiB", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("schematic", "id", "/nonexistent/schematic.yaml")]
    [InlineData("schematic", "id", "/")]
    [InlineData("build", "--schematic", "/nonexistent/schematic.yaml", "--talos-version", "v1.13.0", "kernel-amd64")]
    [InlineData("serve", "--source", "/", "--config", "/nonexistent/schematic.yaml")]
    [InlineData("inspect", "/nonexistent/image.iso")]
    [InlineData("inspect", "/")]
    [InlineData("inspect", "/dev/stdin")]
    public async Task A_file_that_cannot_be_read_is_6_with_a_sentence(params string[] arguments)
    {
        var result = await Executable.RunAsync(arguments);

        Assert.Equal(6, result.ExitCode);
        Assert.Contains("'/", result.Error, StringComparison.Ordinal);
        AssertNoTrace(result);
    }

    [Theory]
    [InlineData("--nonsense")]
    [InlineData("nonsense")]
    [InlineData("build", "--schematic", "-")]
    [InlineData("serve", "--urls")]
    [InlineData("inspect")]
    [InlineData("inspect", "/image.iso", "--verify")]
    [InlineData("inspect", "/image.iso", "--certificate", "/certificate.pem")]
    public async Task An_unknown_or_missing_option_is_told_with_the_usage(params string[] arguments)
    {
        var result = await Executable.RunAsync(arguments);

        Assert.NotEqual(0, result.ExitCode);
        Assert.NotEmpty(result.Error);
        Assert.Contains("Usage:", result.Output, StringComparison.Ordinal);
        AssertNoTrace(result);
    }

    [Theory]
    [InlineData("--source DIR", "serve")]
    [InlineData("ExternalUrl", "serve", "--source", "/", "--external-url", "nonsense")]
    [InlineData("/nonexistent", "serve", "--source", "/nonexistent", "--urls", "http://127.0.0.1:0")]
    public async Task A_wrong_option_is_2_with_a_sentence(string expected, params string[] arguments)
    {
        var result = await Executable.RunAsync([.. arguments, "--data", _directory.Combine("data")]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        AssertNoTrace(result);
    }

    [Fact]
    public async Task Inspecting_what_is_no_image_is_6_with_a_sentence()
    {
        var result = await Executable.RunAsync("inspect", await FileAsync("customization: {}\n"));

        Assert.Equal(6, result.ExitCode);
        Assert.StartsWith("The file is no ISO, no raw disk, no PE file and no initramfs.", result.Error, StringComparison.Ordinal);
        AssertNoTrace(result);
    }

    [Theory]
    [InlineData("{\"MinTalosVersion\":\"one\"}", 2, "'one'")]
    [InlineData("{\"BrokenTalosVersions\":[\"two\"]}", 2, "'two'")]
    [InlineData("{\"Splash\":\"/nonexistent/splash.bmp\"}", 2, "/nonexistent/splash.bmp")]
    [InlineData("{\"ZstdLevel\":99}", 2, "ZstdLevel")]
    [InlineData("{\"StoreBudget\":\"lots\"}", 2, "StoreBudget")]
    [InlineData("{\"ZstdLevel\":\"high\"}", 2, "ZstdLevel")]
    [InlineData("{\"LogLevel\":\"loud\"}", 2, "LogLevel")]
    [InlineData("{\"ZstdLevel\":", 6, "config.json")]
    [InlineData("[]", 6, "config.json")]
    public async Task A_wrong_configuration_ends_in_a_sentence(string configuration, int exitCode, string expected)
    {
        var file = _directory.Combine("config.json");
        await File.WriteAllTextAsync(file, configuration, TestContext.Current.CancellationToken);

        var result = await Executable.RunAsync(
            "serve", "--source", _directory.Path, "--data", _directory.Combine("data"), "--urls", "http://127.0.0.1:0", "--config", file);

        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.Equal(exitCode, result.ExitCode);
        AssertNoTrace(result);
    }

    [Theory]
    [InlineData("serve", "--urls", "http://127.0.0.1:0")]
    [InlineData("build", "--schematic", "-", "--talos-version", "v1.13.0", "kernel-amd64")]
    public async Task A_data_directory_that_cannot_be_used_is_6_with_a_sentence(params string[] arguments)
    {
        var result = await Executable.RunAsync("{}", [], [.. arguments, "--source", _directory.Path, "--data", "/proc/nonexistent/data"]);

        Assert.Equal(6, result.ExitCode);
        Assert.Contains("/proc/nonexistent", result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.Trim().Split('\n'));
        AssertNoTrace(result);
    }

    public void Dispose() => _directory.Dispose();

    private static void AssertNoTrace(ToolResult result)
    {
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", result.Error, StringComparison.Ordinal);
    }

    private async Task<string> FileAsync(string content)
    {
        var path = _directory.Combine("schematic.yaml");
        await File.WriteAllTextAsync(path, content, TestContext.Current.CancellationToken);
        return path;
    }
}
