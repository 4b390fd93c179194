using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using ImageFactory.Formats.Grub;
using ImageFactory.Testing;

namespace ImageFactory.Formats.Tests.Grub;

public sealed class GrubHostileTests
{
    [Fact]
    public void A_module_that_is_missing_is_named()
    {
        var failure = Assert.Throws<InvalidDataException>(() => GrubBiosImage.Core(Options(GrubFiles.Installed("i386-pc"), "nosuch")));

        Assert.Equal("GRUB's file nosuch.mod is missing.", failure.Message);
    }

    [Fact]
    public void Files_without_a_list_of_dependencies_are_refused() =>
        Assert.Throws<InvalidDataException>(() => new GrubModules(new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal)));

    [Fact]
    public void Modules_that_need_each_other_are_there_once()
    {
        var files = With(GrubFiles.Installed("x86_64-efi"), "moddep.lst", "fat: fshelp\nfshelp: fat\n"u8.ToArray());

        Assert.Equal(
            GrubEfiImage.Create(Options(files, "fat", "fshelp")).Length,
            GrubEfiImage.Create(Options(files, "fat")).Length);
    }

    [Fact]
    public void Dependencies_without_an_end_are_refused()
    {
        var list = new StringBuilder();
        for (var index = 0; index < 100_000; index++)
        {
            list.Append(CultureInfo.InvariantCulture, $"m{index}: m{index + 1}\n");
        }

        var files = With(GrubFiles.Installed("i386-pc"), "moddep.lst", Encoding.ASCII.GetBytes(list.ToString()));

        Assert.Throws<InvalidDataException>(() => GrubBiosImage.Core(Options(files, "m0")));
    }

    [Theory]
    [InlineData("x86_64-efi", "i386-pc")]
    [InlineData("i386-pc", "x86_64-efi")]
    public void A_kernel_of_another_platform_is_refused(string platform, string other)
    {
        var files = With(GrubFiles.Installed(platform), "kernel.img", GrubFiles.Installed(other).Contents["kernel.img"]);

        Assert.Throws<InvalidDataException>(() => Create(files));
    }

    [Theory]
    [InlineData("i386-pc")]
    [InlineData("x86_64-efi")]
    public void A_kernel_that_is_cut_off_is_refused(string platform)
    {
        var files = GrubFiles.Installed(platform);
        var kernel = files.Contents["kernel.img"];
        for (var length = 0; length < kernel.Length; length += 997)
        {
            Assert.Throws<InvalidDataException>(() => Create(With(files, "kernel.img", kernel[..length])));
        }
    }

    [Theory]
    [InlineData("i386-pc")]
    [InlineData("x86_64-efi")]
    public void A_section_table_that_is_damaged_gives_an_image_or_is_refused(string platform)
    {
        var files = GrubFiles.Installed(platform);
        var kernel = files.Contents["kernel.img"];
        var table = platform is "i386-pc"
            ? BinaryPrimitives.ReadInt32LittleEndian(kernel.AsSpan(0x20))
            : (int)BinaryPrimitives.ReadInt64LittleEndian(kernel.AsSpan(0x28));
        for (var offset = table; offset < kernel.Length; offset += 4)
        {
            var damaged = kernel.ToArray();
            damaged[offset + 3] ^= 0x80;
            damaged[offset] ^= 0x15;

            Assert.True(Record.Exception(() => Create(With(files, "kernel.img", damaged))) is null or InvalidDataException, $"at {offset}");
        }
    }

    private static byte[] Create(GrubFiles files) =>
        files.Platform is "i386-pc" ? GrubBiosImage.Core(Options(files)) : GrubEfiImage.Create(Options(files));

    private static GrubFiles With(GrubFiles files, string name, byte[] content) =>
        files with { Contents = new Dictionary<string, byte[]>(files.Contents, StringComparer.Ordinal) { [name] = content } };

    private static GrubImageOptions Options(GrubFiles files, params string[] modules) =>
        new() { Files = files.Modules, Modules = modules, Prefix = "/boot/grub" };
}
