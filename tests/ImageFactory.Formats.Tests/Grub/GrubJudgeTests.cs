using ImageFactory.Formats.Grub;
using ImageFactory.Testing;

namespace ImageFactory.Formats.Tests.Grub;

/// <summary>
/// GRUB's own <c>grub-mkimage</c> makes the same images of the same files: those of Debian 12 (GRUB 2.06) and of the sample release (2.12).
/// </summary>
public sealed class GrubJudgeTests
{
    private const string Prefix = "(hd0,gpt3)/grub";

    // They bring the deepest dependencies that GRUB has.
    private static readonly string[] Modules = ["part_gpt", "xfs", "normal", "linux", "search", "all_video", "halt"];

    [Theory]
    [InlineData("installed")]
    [InlineData("sample")]
    public async Task A_core_image_is_that_of_grub_mkimage_but_for_the_compressor(string origin)
    {
        var files = await GrubJudge.FilesAsync(origin, "i386-pc");

        var ours = await GrubJudge.TakeApartAsync(GrubBiosImage.Core(Options(files, ["biosdisk", .. Modules])), files);

        var image = await GrubJudge.MakeAsync(files, "i386-pc", Prefix, ["biosdisk", .. Modules]);
        var expected = await GrubJudge.TakeApartAsync(image, files);
        Assert.Equal(expected.Plain, ours.Plain);
        Assert.Equal(expected.Content, ours.Content);
    }

    [Theory]
    [InlineData("installed")]
    [InlineData("sample")]
    public async Task An_El_Torito_image_is_that_of_grub_mkimage_but_for_the_compressor(string origin)
    {
        var files = await GrubJudge.FilesAsync(origin, "i386-pc");

        var ours = await GrubJudge.TakeApartAsync(GrubBiosImage.ElTorito(Options(files, ["biosdisk", "iso9660"])), files, isCd: true);

        var image = await GrubJudge.MakeAsync(files, "i386-pc-eltorito", Prefix, ["biosdisk", "iso9660"]);
        var expected = await GrubJudge.TakeApartAsync(image, files, isCd: true);
        Assert.Equal(expected.Plain, ours.Plain);
        Assert.Equal(expected.Content, ours.Content);
    }

    [Theory]
    [InlineData("installed", "x86_64-efi")]
    [InlineData("sample", "x86_64-efi")]
    [InlineData("sample", "arm64-efi")]
    public async Task A_UEFI_image_is_that_of_grub_mkimage(string origin, string platform)
    {
        var files = await GrubJudge.FilesAsync(origin, platform);

        var image = GrubEfiImage.Create(Options(files, Modules));

        Assert.Equal(await GrubJudge.MakeAsync(files, platform, Prefix, Modules), image);
    }

    [Fact]
    public async Task A_configuration_is_built_in_as_by_grub_mkimage()
    {
        const string Configuration = "search --file --set=root /boot/grub/grub.cfg\nset prefix=($root)/boot/grub\n";
        var files = GrubFiles.Installed("x86_64-efi");

        var image = GrubEfiImage.Create(Options(files, Modules) with { Configuration = Configuration });

        Assert.Equal(await GrubJudge.MakeAsync(files, "x86_64-efi", Prefix, Modules, Configuration), image);
    }

    [Theory]
    [InlineData("x86_64-efi", "--is-x86_64-efi")]
    [InlineData("arm64-efi", "--is-arm64-efi")]
    public async Task Grub_file_knows_a_UEFI_image(string platform, string question)
    {
        using var directory = new TemporaryDirectory();
        var files = await GrubFiles.SampleAsync(platform);
        var path = directory.Combine("grub.efi");
        await File.WriteAllBytesAsync(path, GrubEfiImage.Create(Options(files, Modules)), TestContext.Current.CancellationToken);

        await Tool.RunAsync("grub-file", question, path);
    }

    private static GrubImageOptions Options(GrubFiles files, IReadOnlyList<string> modules) =>
        new() { Files = files.Modules, Modules = modules, Prefix = Prefix };
}
