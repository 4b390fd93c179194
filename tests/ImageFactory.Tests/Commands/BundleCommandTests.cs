using System.Text.Json;
using ImageFactory.Boot.Signing;
using ImageFactory.Testing;
using ImageFactory.Tests.Service;

namespace ImageFactory.Tests.Commands;

/// <summary>A factory is carried in a file to where there is no network, and serves there what it served at home.</summary>
public sealed class BundleCommandTests : IAsyncLifetime
{
    private readonly SpdxFactory _home = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Layout => _home.Combine("carried", "layout");

    private string Data => _home.Combine("carried", "data");

    private string Bundle => _home.Combine("bundle.tar");

    public ValueTask InitializeAsync() => _home.InitializeAsync();

    public ValueTask DisposeAsync() => _home.DisposeAsync();

    [Fact]
    public async Task A_factory_on_an_imported_bundle_serves_what_the_factory_at_home_serves()
    {
        var id = await _home.CreateAsync(SpdxRelease.Schematic);
        string[] paths = [$"/image/{id}/v1.13.0/metal-arm64.iso", $"/image/{id}/v1.13.0/metal-amd64-uki.efi", $"/spdx/{id}/v1.13.0/amd64", $"/schematics/{id}", "/version/v1.13.0/extensions/official", $"/image/{id}/v1.13.0/installer-arm64.tar"];
        var expected = new List<byte[]>();
        foreach (var path in paths)
        {
            expected.Add(await _home.Client.GetByteArrayAsync(Uri(path), Cancellation));
        }

        await ExportAsync("--versions", "v1.13.0", "--schematics", await FileAsync(SpdxRelease.Schematic));
        await ImportAsync();
        Directory.Move(_home.Source, _home.Source + ".gone");
        await using var site = new FactoryFixture { Configure = options => (options.Source, options.Data) = (Layout, Data) };
        await site.InitializeAsync();

        Assert.Equal("[\"v1.13.0\"]\n", await site.Client.GetStringAsync(Uri("/versions"), Cancellation));
        foreach (var (path, bytes) in paths.Zip(expected))
        {
            var carried = await site.Client.GetByteArrayAsync(Uri(path), Cancellation);
            Assert.True(bytes.AsSpan().SequenceEqual(carried), path);
        }
    }

    [Fact]
    public async Task A_bundle_is_the_same_file_each_time_and_an_image_layout_for_others()
    {
        await ExportAsync("--versions", "v1.13.0,v1.9.5", "--extensions", "all");
        var first = await File.ReadAllBytesAsync(Bundle, Cancellation);
        await ExportAsync("--versions", "v1.9.5", "--versions", "v1.13.0", "--extensions", "all");

        Assert.Equal(first, await File.ReadAllBytesAsync(Bundle, Cancellation));
        var inspected = await Tool.RunAsync("skopeo", "inspect", "--raw", $"oci-archive:{Bundle}:siderolabs/imager:v1.13.0");
        Assert.Equal(2, JsonDocument.Parse(inspected).RootElement.GetProperty("manifests").GetArrayLength());
    }

    [Fact]
    public async Task A_partial_file_is_gone_on_with()
    {
        await ExportAsync("--versions", "v1.13.0", "--extensions", "siderolabs/told,siderolabs/untold");
        var whole = await File.ReadAllBytesAsync(Bundle, Cancellation);
        File.Delete(Bundle);
        await File.WriteAllBytesAsync(Bundle + ".partial", whole[..(whole.Length / 2)], Cancellation);

        await ExportAsync("--versions", "v1.13.0", "--extensions", "siderolabs/told,siderolabs/untold");

        Assert.Equal(whole, await File.ReadAllBytesAsync(Bundle, Cancellation));
        Assert.False(File.Exists(Bundle + ".partial"));
    }

    [Fact]
    public async Task A_bundle_since_another_brings_the_next_version()
    {
        await ExportAsync("--versions", "v1.9.5");
        await ImportAsync();
        File.Move(Bundle, Bundle + ".first");

        await ExportAsync("--versions", "v1.13.0", "--since", Bundle + ".first");
        await ImportAsync();

        Assert.True(new FileInfo(Bundle).Length < new FileInfo(Bundle + ".first").Length);
        await using var site = new FactoryFixture { Configure = options => (options.Source, options.Data) = (Layout, Data) };
        await site.InitializeAsync();
        Assert.Equal("[\"v1.9.5\",\"v1.13.0\"]\n", await site.Client.GetStringAsync(Uri("/versions"), Cancellation));
    }

    [Fact]
    public async Task Standard_output_has_one_line_and_no_bar()
    {
        var exported = await RunAsync("export", "--source", _home.Source, "--data", _home.Combine("data"), "--versions", "v1.13.0", Bundle);
        var imported = await RunAsync("import", Bundle, "--output", Layout, "--data", Data);

        Assert.Matches("^[^\n]*bundle\\.tar: [0-9]+ bytes, [^\n]*\n$", exported.Output);
        Assert.Matches("^images: 4, [^\n]*\n$", imported.Output);
        Assert.All([exported, imported], result => Assert.DoesNotContain('\u001b', result.Error));
    }

    [Fact]
    public async Task A_bundle_that_another_factory_signed_or_nobody_is_refused()
    {
        var theirs = new FactoryFixture();
        await theirs.InitializeAsync();
        await using (theirs)
        {
            await File.WriteAllBytesAsync(_home.Combine("theirs.pub"), await theirs.Client.GetByteArrayAsync(Uri("/oci/cosign/signing-key.pub"), Cancellation), Cancellation);
        }

        await ExportAsync("--versions", "v1.13.0");
        var ours = PemSigningKey.Parse(await File.ReadAllTextAsync(_home.Combine("data", "signing", "image-signing-key.pem"), Cancellation), null, null);
        await File.WriteAllTextAsync(_home.Combine("ours.pub"), ours.PublicKey.ToPem(), Cancellation);

        var taken = await RunAsync("import", Bundle, "--output", Layout, "--data", Data, "--key", _home.Combine("ours.pub"));
        var other = await RunAsync("import", Bundle, "--output", Layout, "--data", Data, "--key", _home.Combine("theirs.pub"));
        await File.WriteAllTextAsync(_home.Combine("silent.json"), """{"ImageSigning": {"Enabled": false}}""", Cancellation);
        await ExportAsync("--versions", "v1.13.0", "--config", _home.Combine("silent.json"));
        var unsigned = await RunAsync("import", Bundle, "--output", Layout, "--data", Data, "--key", _home.Combine("ours.pub"));

        Assert.Equal((0, 5, 5), (taken.ExitCode, other.ExitCode, unsigned.ExitCode));
        Assert.Contains("signed by another key", other.Error, StringComparison.Ordinal);
        Assert.Contains("The bundle is not signed.", unsigned.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_done_has_its_exit_code()
    {
        await ExportAsync("--versions", "v1.13.0");

        var version = await RunAsync("export", "--versions", "v1.99.0", "--source", _home.Source, "--data", _home.Combine("data"), Bundle);
        var extension = await RunAsync("export", "--versions", "v1.13.0", "--extensions", "tolt", "--source", _home.Source, "--data", _home.Combine("data"), Bundle);
        var damaged = await RunAsync("import", await FileAsync("no bundle at all"), "--output", Layout, "--data", Data);
        var other = await RunAsync("import", Bundle, "--output", Layout, "--data", Data, "--digest", "sha256:" + new string('0', 64));

        Assert.Equal((2, 2, 5, 5), (version.ExitCode, extension.ExitCode, damaged.ExitCode, other.ExitCode));
        Assert.Contains("siderolabs/told", extension.Error, StringComparison.Ordinal);
        Assert.All([version, extension, damaged, other], result => Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal));
    }

    private static Uri Uri(string path) => new(path, UriKind.Relative);

    private static Task<ToolResult> RunAsync(params string[] arguments) => Executable.RunAsync(["bundle", .. arguments]);

    private async Task<string> FileAsync(string text)
    {
        var path = _home.Combine("given");
        await File.WriteAllTextAsync(path, text, Cancellation);
        return path;
    }

    private async Task ExportAsync(params string[] arguments)
    {
        var result = await RunAsync(["export", "--source", _home.Source, "--data", _home.Combine("data"), .. arguments, Bundle]);
        Assert.True(result.ExitCode == 0, result.Output + result.Error);
    }

    private async Task ImportAsync()
    {
        var result = await RunAsync("import", Bundle, "--output", Layout, "--data", Data);
        Assert.True(result.ExitCode == 0, result.Output + result.Error);
    }
}
