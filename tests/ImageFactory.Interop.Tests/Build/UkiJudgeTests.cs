using System.Globalization;
using ImageFactory.Testing;

namespace ImageFactory.Interop.Tests.Build;

/// <summary>binutils reads the UKI of real releases.</summary>
public sealed class UkiJudgeTests(SharedBuilds builds) : IClassFixture<SharedBuilds>, IDisposable
{
    private const int SectorSize = 2048;

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("v1.7.0", ".osrel .cmdline .uname .linux .initrd")]
    [InlineData("v1.13.0", ".osrel .cmdline .uname .linux .initrd .profile")]
    public async Task Objdump_lists_the_sections_in_their_order_behind_the_stubs(string version, string expected)
    {
        var output = await BuildAsync(version);

        var sections = await ListAsync(output);

        var names = expected.Split(' ');
        Assert.Equal(names, sections.TakeLast(names.Length).Select(section => section.Name));
        Assert.DoesNotContain(sections.SkipLast(names.Length), section => names.Contains(section.Name, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("v1.7.0")]
    [InlineData("v1.13.0")]
    public async Task Kernel_and_initramfs_begin_at_sectors_of_a_disc(string version)
    {
        var output = await BuildAsync(version);

        var sections = await ListAsync(output);

        Assert.All(sections.Where(section => section.Name is ".linux" or ".initrd"), section => Assert.Equal(0, section.Offset % SectorSize));
    }

    [Theory]
    [InlineData("v1.7.0")]
    [InlineData("v1.13.0")]
    public async Task Objcopy_takes_out_the_assets_that_went_in(string version)
    {
        var output = await BuildAsync(version);

        foreach (var (section, asset) in new[] { (".linux", "kernel-amd64"), (".initrd", "initramfs-amd64.xz") })
        {
            var dump = _directory.Combine("section");
            await Tool.RunAsync("objcopy", "--dump-section", $"{section}={dump}", Uki(output), _directory.Combine("copy"));
            await Tool.RunAsync("cmp", dump, Path.Combine(output, asset));
        }
    }

    [Theory]
    [InlineData("v1.7.0", "")]
    [InlineData("v1.13.0", " imagefactory.first=1")]
    public async Task Extra_arguments_are_inside_since_talos_1_10(string version, string last)
    {
        var output = await BuildAsync(version);
        var dump = _directory.Combine("section");

        await Tool.RunAsync("objcopy", "--dump-section", $".cmdline={dump}", Uki(output), _directory.Combine("copy"));

        var asset = await File.ReadAllTextAsync(Path.Combine(output, "cmdline-metal-amd64"), Cancel);
        var withoutExtra = asset.Replace(" imagefactory.first=1", "", StringComparison.Ordinal);
        Assert.Equal(withoutExtra + last, await File.ReadAllTextAsync(dump, Cancel));
    }

    public void Dispose() => _directory.Dispose();

    private static string Uki(string output) => Path.Combine(output, "metal-amd64-uki.efi");

    private static async Task<IReadOnlyList<(string Name, long Offset)>> ListAsync(string output)
    {
        var listing = await Tool.RunAsync("objdump", "-h", "-w", Uki(output));
        return
        [
            .. listing.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Where(row => row.Length > 6 && row[1].StartsWith('.'))
                .Select(row => (row[1], long.Parse(row[5], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture))),
        ];
    }

    private Task<string> BuildAsync(string version) =>
        builds.GetAsync(version, ["fuse3"], "kernel-amd64", "initramfs-amd64.xz", "cmdline-metal-amd64", "metal-amd64-uki.efi");
}
