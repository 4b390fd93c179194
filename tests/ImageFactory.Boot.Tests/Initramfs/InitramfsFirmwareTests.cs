using System.Text;
using ImageFactory.Boot.Initramfs;
using ImageFactory.Formats.Cpio;
using ImageFactory.Formats.Extents;
using ImageFactory.Testing;

namespace ImageFactory.Boot.Tests.Initramfs;

public sealed class InitramfsFirmwareTests
{
    [Theory]
    [InlineData("usr/lib/firmware/")]
    [InlineData("lib/firmware/")]
    public async Task Microcode_is_one_file_for_each_vendor_in_the_order_of_names_and_extensions(string root)
    {
        var firmware = InitramfsFirmware.Merge(
        [
            [File(root + "intel-ucode/06-b", "2"), File(root + "intel-ucode/06-a", "1"), File(root + "amd-ucode/microcode_amd_fam17h.bin", "a")],
            [File(root + "intel-ucode/06-a", "3")],
        ]);

        Assert.Empty(firmware.Files);
        Assert.Equal(["kernel/x86/microcode/AuthenticAMD.bin", "kernel/x86/microcode/GenuineIntel.bin"], firmware.Microcode.Select(file => file.Path));
        Assert.Equal("a", await TextAsync(firmware.Microcode[0].Content));
        Assert.Equal("123", await TextAsync(firmware.Microcode[1].Content));
    }

    [Theory]
    [InlineData("usr/lib/firmware/amd-ucode/microcode_amd.bin.asc")]
    [InlineData("usr/lib/firmware/amd-ucode/README")]
    [InlineData("usr/lib/firmware/amd-ucode/old/microcode_amd.bin")]
    [InlineData("usr/lib/firmware/intel-ucode/old/06-a")]
    [InlineData("usr/lib/firmware/intel/06-a")]
    public void Everything_else_is_firmware(string path)
    {
        var firmware = InitramfsFirmware.Merge([[File(path, "x")]]);

        Assert.Empty(firmware.Microcode);
        Assert.Equal(path, Assert.Single(firmware.Files).Path);
    }

    [Fact]
    public async Task Of_two_files_with_one_path_the_last_extension_counts()
    {
        var firmware = InitramfsFirmware.Merge([[File("lib/firmware/a", "1")], [File("lib/firmware/a", "2")]]);

        Assert.Equal("2", await TextAsync(Assert.Single(firmware.Files).Content));
    }

    [Fact]
    public void A_file_where_another_extension_has_a_directory_is_refused()
    {
        var fault = Assert.Throws<InvalidDataException>(
            () => InitramfsFirmware.Merge([[File("lib/firmware/a/b/c", "1")], [File("lib/firmware/a", "2")]]));

        Assert.Contains("'lib/firmware/a'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Microcode_is_in_front_of_the_base_and_firmware_with_its_directories_behind_it()
    {
        var link = new InitramfsFile("lib/firmware/link", 0, ExtentMap.Empty) { LinkTarget = "nowhere" };
        var firmware = InitramfsFirmware.Merge([[File("lib/firmware/intel-ucode/06-a", "code"), File("lib/firmware/d/a.bin", "a"), link]]);
        var own = await MapBytes.ReadAsync(InitramfsImage.Map(new InitramfsOptions
        {
            Base = ExtentMap.Empty,
            Layers = [],
            Firmware = InitramfsFirmware.Merge([[File("lib/firmware/base", "b")]]),
            ModificationTime = 1,
        }));

        var image = InitramfsImage.Map(new InitramfsOptions { Base = ExtentMap.OfBytes(own), Layers = [], Firmware = firmware, ModificationTime = 1 });

        var entries = new List<string>();
        var members = await InitramfsReader.VisitAsync(image, new MemoryBlobs(), Remember, TestContext.Current.CancellationToken);
        Assert.Equal(
            [
                "kernel", "kernel/x86", "kernel/x86/microcode", "kernel/x86/microcode/GenuineIntel.bin",
                "lib", "lib/firmware", "lib/firmware/base",
                "lib", "lib/firmware", "lib/firmware/d", "lib/firmware/d/a.bin", "lib/firmware/link -> nowhere",
            ],
            entries);
        Assert.Equal(3, members.Count);

        Task Remember(CpioReaderEntry entry)
        {
            entries.Add(entry.LinkTarget is { } target ? $"{entry.Path} -> {target}" : entry.Path);
            return Task.CompletedTask;
        }
    }

    private static InitramfsFile File(string path, string content) => new(path, 0x1A4, ExtentMap.OfBytes(Encoding.ASCII.GetBytes(content)));

    private static async Task<string> TextAsync(ExtentMap map) => Encoding.ASCII.GetString(await MapBytes.ReadAsync(map));
}
