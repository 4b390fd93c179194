using System.Text;
using ImageFactory.Assets.Artifacts;
using ImageFactory.Assets.Build;
using ImageFactory.Boot.Initramfs;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.SquashFs;
using ImageFactory.Formats.Tar;
using ImageFactory.Testing;

namespace ImageFactory.Assets.Tests.Build;

/// <summary>What extensions bring that is not in their squashfs image: firmware, and what the index of modules is made of.</summary>
public sealed class BesideTheLayerTests : IDisposable
{
    private const string Version = "v1.13.0";
    private const string Modules = "usr/lib/modules/6.12.0/";
    private const string Firmware = "usr/lib/firmware/";

    private readonly ExtensionLab _lab = new();

    private static MiniModule Driver => new() { Information = ["alias=pci:driver"], Needs = ["base_symbol", "printk"], HasChecksums = true, Exports = ["driver_symbol"] };

    private static MiniModule Base => new() { Exports = ["base_symbol"] };

    [Fact]
    public async Task Firmware_keeps_its_path_and_mode_and_leaves_the_layer()
    {
        var segment = await PackAsync(MiniImage.File($"rootfs/{Firmware}a/b.bin", "b"), MiniImage.Special("rootfs/usr/lib/firmware/empty", TarEntryType.Directory));

        var file = Assert.Single(segment.Files);
        Assert.Equal((Firmware + "a/b.bin", 0x1A4, (string?)null), (file.Path, file.Permissions, file.LinkTarget));
        Assert.Equal("b", Encoding.ASCII.GetString(await _lab.ReadAsync(file.Content)));
        await using var layer = await OpenAsync(segment.Image);
        Assert.Equal(["usr", "usr/lib"], layer.Walk(layer.Root).Select(entry => entry.Path));
    }

    [Theory]
    [InlineData("../b.bin")]
    [InlineData("/usr/lib/firmware/b.bin")]
    [InlineData("link")]
    public async Task A_link_to_firmware_becomes_the_firmware(string target)
    {
        var segment = await PackAsync(
            MiniImage.Special($"rootfs/{Firmware}d/a.bin", TarEntryType.Symlink, target),
            MiniImage.Special($"rootfs/{Firmware}d/link", TarEntryType.Symlink, "../b.bin"),
            MiniImage.File($"rootfs/{Firmware}b.bin", "b"));

        Assert.Equal([Firmware + "b.bin", Firmware + "d/a.bin", Firmware + "d/link"], segment.Files.Select(file => file.Path));
        Assert.All(segment.Files, file => Assert.Equal(segment.Files[0].Content, file.Content));
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("self")]
    [InlineData("../../../../../../etc/passwd")]
    [InlineData("../directory")]
    public async Task Any_other_link_stays_a_link(string target)
    {
        var segment = await PackAsync(
            MiniImage.Special($"rootfs/{Firmware}d/self", TarEntryType.Symlink, target), MiniImage.File($"rootfs/{Firmware}directory/a.bin", "a"));

        Assert.Equal(target, segment.Files[0].LinkTarget);
    }

    [Fact]
    public async Task A_hard_link_to_firmware_shares_it()
    {
        var segment = await PackAsync(
            MiniImage.Special($"rootfs/{Firmware}a", TarEntryType.HardLink, $"rootfs/{Firmware}b"), MiniImage.File($"rootfs/{Firmware}b", "b"));

        Assert.Equal(segment.Files[0].Content, segment.Files[1].Content);
    }

    [Fact]
    public async Task The_index_has_the_modules_of_the_release_and_of_all_extensions()
    {
        var one = await _lab.PublishAsync("one", MiniImage.File($"rootfs/{Modules}extras/driver.ko", Driver.ToBytes()));
        var two = await _lab.PublishAsync("two", MiniImage.File($"rootfs/{Modules}extras/other.ko", new MiniModule { Needs = ["driver_symbol"] }.ToBytes()));

        var packed = await _lab.GetAsync(Version, await InitramfsAsync("6.12.0"), one, two);

        Assert.Equal(
            [
                "extras/driver.ko: kernel/base.ko",
                "extras/other.ko: extras/driver.ko kernel/base.ko",
                "kernel/base.ko:",
            ],
            (await ReadIndexAsync(packed.ModuleIndex!.Image, "modules.dep")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
        Assert.Equal(ModuleIndexExtension.Metadata("6.12.0"), packed.ModuleIndex.Metadata);
    }

    [Fact]
    public async Task Of_a_module_with_one_path_the_last_extension_counts()
    {
        var path = $"rootfs/{Modules}kernel/base.ko";
        var one = await _lab.PublishAsync("one", MiniImage.File(path, new MiniModule { Information = ["alias=one"] }.ToBytes()));
        var two = await _lab.PublishAsync("two", MiniImage.File(path, new MiniModule { Information = ["alias=two"] }.ToBytes()));

        var packed = await _lab.GetAsync(Version, await InitramfsAsync("6.12.0"), one, two);

        Assert.EndsWith("\nalias two base\n", await ReadIndexAsync(packed.ModuleIndex!.Image, "modules.alias"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_module_by_a_link_is_indexed_under_that_name()
    {
        var extension = await _lab.PublishAsync(
            "links",
            MiniImage.File($"rootfs/{Modules}extras/driver.ko", Driver.ToBytes()),
            MiniImage.Special($"rootfs/{Modules}extras/soft.ko", TarEntryType.Symlink, "driver.ko"),
            MiniImage.Special($"rootfs/{Modules}extras/hard.ko", TarEntryType.HardLink, $"rootfs/{Modules}extras/driver.ko"),
            MiniImage.Special($"rootfs/{Modules}build", TarEntryType.Symlink, "/usr/src/linux"));

        var packed = await _lab.GetAsync(Version, await InitramfsAsync("6.12.0"), extension);

        var aliases = await ReadIndexAsync(packed.ModuleIndex!.Image, "modules.alias");
        Assert.All(["driver", "soft", "hard"], name => Assert.Contains($"alias pci:driver {name}\n", aliases, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Modules_for_another_kernel_are_refused_with_both_names()
    {
        var extension = await _lab.PublishAsync("old", MiniImage.File("rootfs/usr/lib/modules/6.6.0/driver.ko", Driver.ToBytes()));
        var initramfs = await InitramfsAsync("6.12.0");

        var fault = await Assert.ThrowsAsync<FactoryException>(() => _lab.GetAsync(Version, initramfs, extension));

        Assert.Equal(FactoryError.SourceInvalid, fault.Error);
        Assert.Contains("6.6.0", fault.Message, StringComparison.Ordinal);
        Assert.Contains("6.12.0", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_modules_there_is_no_index_and_nobody_looks_into_the_initramfs()
    {
        var extension = await _lab.PublishAsync("plain", MiniImage.File("rootfs/usr/local/a", "a"));

        Assert.Null((await _lab.GetAsync(Version, ExtensionLab.NoInitramfs, extension)).ModuleIndex);
    }

    [Fact]
    public async Task What_is_known_costs_nothing_and_another_set_only_its_index()
    {
        var initramfs = await InitramfsAsync("6.12.0");
        var one = await _lab.PublishAsync("one", MiniImage.File($"rootfs/{Modules}one.ko", Driver.ToBytes()));
        var two = await _lab.PublishAsync("two", MiniImage.File($"rootfs/{Modules}two.ko", Driver.ToBytes()), MiniImage.File($"rootfs/{Firmware}two.bin", "2"));
        var first = await _lab.GetAsync(Version, initramfs, one, two);
        var stored = _lab.Stored();
        _lab.DeleteSource();

        var again = await _lab.GetAsync(Version, initramfs, one, two);
        var storedAgain = _lab.Stored();
        await _lab.GetAsync(Version, initramfs, two, one);

        Assert.Equal(first.ModuleIndex!.Image, again.ModuleIndex!.Image);
        Assert.Equal(first.Extensions[1].Files, again.Extensions[1].Files);
        Assert.Equal(stored, storedAgain);
        Assert.InRange(_lab.Stored().Count - stored.Count, 1, 2);
    }

    [Fact]
    public async Task The_file_system_of_the_release_is_not_kept()
    {
        var extension = await _lab.PublishAsync("one", MiniImage.File($"rootfs/{Modules}one.ko", Driver.ToBytes()));

        await _lab.GetAsync(Version, await InitramfsAsync("6.12.0"), extension);

        Assert.DoesNotContain(_lab.Stored(), path => File.ReadAllBytes(path).AsSpan().StartsWith("hsqs"u8));
    }

    public void Dispose() => _lab.Dispose();

    private static SquashFsDirectory Folder(params (string Name, SquashFsNode Node)[] entries) => new()
    {
        Mode = 0x1ED,
        Uid = 0,
        Gid = 0,
        ModificationTime = 0,
        Entries = entries.ToDictionary(entry => entry.Name, entry => entry.Node, StringComparer.Ordinal),
    };

    private static SquashFsFile Plain(byte[] content) =>
        new() { Mode = 0x1A4, Uid = 0, Gid = 0, ModificationTime = 0, Content = SquashFsContent.Of(ExtentMap.OfBytes(content)) };

    private Task<Artifact> InitramfsAsync(string release) => _lab.PutInitramfsAsync(
        Folder(("usr", Folder(("lib", Folder(("modules", Folder((release, Folder(
            ("kernel", Folder(("base.ko", Plain(Base.ToBytes())))),
            ("modules.order", Plain("kernel/base.ko\n"u8.ToArray()))))))))))));

    private async Task<ExtensionSegment> PackAsync(params TarMember[] members) =>
        (await _lab.GetAsync(Version, ExtensionLab.NoInitramfs, await _lab.PublishAsync("test", members))).Extensions[0];

    private async Task<SquashFsReader> OpenAsync(ExtentMap image) => await SquashFsReader.OpenAsync(
        ExtentMap.OfBytes(await _lab.ReadAsync(image)), new MemoryBlobs(), new SquashFsLimits(), TestContext.Current.CancellationToken);

    private async Task<string> ReadIndexAsync(ExtentMap image, string name)
    {
        await using var layer = await OpenAsync(image);
        await using var content = layer.OpenFile(layer.Find(Modules + name)!);
        using var text = new StreamReader(content, Encoding.ASCII);
        return await text.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
