using System.Text.Json;
using ImageFactory.Testing;

namespace ImageFactory.Interop.Tests.Build;

/// <summary><c>imagefactory inspect</c> over images of real releases.</summary>
public sealed class InspectTests(SharedBuilds builds) : IClassFixture<SharedBuilds>, IDisposable
{
    private const string Uki = "EFI/Linux/Talos-v1.13.0.efi";

    private static readonly string[] Files =
        ["metal-amd64-secureboot.iso", "metal-amd64.iso", "metal-amd64-uki.efi", "initramfs-amd64.xz"];

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_signed_iso_shows_what_was_asked_for()
    {
        var iso = await BuildAsync("metal-amd64-secureboot.iso");

        using var image = JsonDocument.Parse((await InspectAsync(iso, "--json")).Output);

        var uki = image.RootElement.GetProperty("executables").EnumerateArray().Single(row => Text(row, "path") is Uki);
        var initramfs = uki.GetProperty("initramfs");
        Assert.Equal("Iso", Text(image.RootElement, "kind"));
        Assert.Equal("TALOS_V1_13_0", Text(image.RootElement, "volumeId"));
        Assert.Equal(["main", "reset"], uki.GetProperty("profiles").EnumerateArray().Select(row => Text(row, "id")));
        Assert.All(
            uki.GetProperty("profiles").EnumerateArray(),
            row => Assert.Contains("imagefactory.first=1", Text(row, "commandLine"), StringComparison.Ordinal));
        Assert.Equal(
            ["fuse3", "schematic"], initramfs.GetProperty("extensions").EnumerateArray().Select(row => Text(row.GetProperty("metadata"), "name")));
        Assert.Contains("- siderolabs/fuse3", Text(initramfs, "schematicYaml"), StringComparison.Ordinal);
        var id = await Executable.RunAsync("schematic", "id", Beside(iso, "schematic.yaml"));
        Assert.Equal(id.Output.TrimEnd(), Text(initramfs, "schematicId"));
    }

    [Fact]
    public async Task Sbverify_agrees_on_each_file_of_a_signed_iso()
    {
        var iso = await BuildAsync("metal-amd64-secureboot.iso");
        foreach (var path in new[] { "EFI/BOOT/BOOTX64.EFI", Uki })
        {
            var extracted = _directory.Combine("extracted.efi");
            await Tool.RunAsync("xorriso", "-osirrox", "on", "-indev", iso, "-extract", "/" + path, extracted);
            await Tool.RunAsync("sbverify", "--cert", Certificate(iso), extracted);
            File.Delete(extracted);
        }

        var result = await VerifyAsync(iso, Certificate(iso));

        Assert.Equal(new ToolResult(0, "verified\n", string.Empty), result);
    }

    [Theory]
    [InlineData("metal-amd64.iso", "EFI/BOOT/BOOTX64.EFI is not signed.\n")]
    [InlineData("metal-amd64-uki.efi", "The file is not signed.\n")]
    [InlineData("initramfs-amd64.xz", "There is nothing in the image that can be signed.\n")]
    public async Task What_is_not_signed_is_2_with_a_sentence(string file, string expected)
    {
        var path = await BuildAsync(file);

        var result = await VerifyAsync(path, Certificate(path));

        Assert.Equal(new ToolResult(2, string.Empty, expected), result);
    }

    [Fact]
    public async Task A_changed_iso_is_2_with_the_file_that_was_changed()
    {
        var iso = await BuildAsync("metal-amd64-secureboot.iso");
        var content = await File.ReadAllBytesAsync(iso, Cancel);
        content[content.Length / 2] ^= 1;
        var changed = _directory.Combine("changed.iso");
        await File.WriteAllBytesAsync(changed, content, Cancel);

        var result = await VerifyAsync(changed, Certificate(iso));

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith($"{Uki} was changed: its hash is ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_text_names_what_an_initramfs_holds()
    {
        var result = await InspectAsync(await BuildAsync("initramfs-amd64.xz"));

        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith("kind         initramfs, ", result.Output, StringComparison.Ordinal);
        Assert.Contains("  0.sqsh  fuse3 ", result.Output, StringComparison.Ordinal);
        Assert.Contains("  1.sqsh  schematic ", result.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Dispose();

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static Task<ToolResult> InspectAsync(string file, params string[] options) => Executable.RunAsync(["inspect", file, .. options]);

    private static Task<ToolResult> VerifyAsync(string file, string certificate) => InspectAsync(file, "--verify", "--certificate", certificate);

    private static string Certificate(string built) => Beside(built, "data", "keys", "uki-signing-cert.pem");

    // What the build had and left next to the directory of its files.
    private static string Beside(string built, params string[] names) => Path.Combine([Path.GetDirectoryName(built)!, "..", .. names]);

    private async Task<string> BuildAsync(string file) => Path.Combine(await builds.GetAsync("v1.13.0", ["fuse3"], Files), file);
}
