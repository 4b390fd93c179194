using System.Text;
using ImageFactory.Boot.Uki;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Pe;
using ImageFactory.Testing;

namespace ImageFactory.Boot.Tests.Uki;

public sealed class UkiLayoutTests
{
    private static readonly UkiProfile Reset = new("reset", "Reset system disk", "a=b talos.experimental.wipe=system");

    [Fact]
    public async Task A_release_without_profiles_has_one_set_of_sections()
    {
        var layout = UkiLayout.Create(await OptionsAsync());

        Assert.Equal([".osrel", ".cmdline", ".linux", ".initrd"], Names(layout));
    }

    [Fact]
    public async Task Everything_there_is_stands_in_the_published_order()
    {
        var options = await OptionsAsync() with
        {
            KernelRelease = "6.18.45-talos",
            Splash = ExtentMap.OfZeros(100),
            Profiles = [UkiProfile.Main, Reset],
        };

        var layout = UkiLayout.Create(options);

        Assert.Equal(
            [".osrel", ".cmdline", ".uname", ".splash", ".linux", ".initrd", ".profile", ".profile", ".cmdline"], Names(layout));
        Assert.Equal([null, null, null, null, null, null, UkiProfile.Main, Reset, Reset], layout.Sections.Select(section => section.Profile));
    }

    [Theory]
    [InlineData(0, "NAME=\"Talos\"\nID=talos\n")]
    [InlineData(1, "a=b")]
    [InlineData(2, "6.18.45-talos")]
    [InlineData(5, "ID=main")]
    [InlineData(6, "ID=reset\nTITLE=Reset system disk")]
    [InlineData(7, "a=b talos.experimental.wipe=system")]
    public async Task A_small_section_has_its_text(int index, string start)
    {
        var options = await OptionsAsync() with { KernelRelease = "6.18.45-talos", Profiles = [UkiProfile.Main, Reset] };

        var section = UkiSections.Of(options)[index];

        var text = await TextAsync(section.Content);
        Assert.StartsWith(start, text, StringComparison.Ordinal);
        Assert.True(section.Name is ".osrel" || text.Length == start.Length);
    }

    [Fact]
    public async Task The_kernel_and_the_initramfs_start_at_a_disc_sector()
    {
        var layout = UkiLayout.Create(await OptionsAsync() with { KernelRelease = "6.18.45-talos", Profiles = [UkiProfile.Main] });

        Assert.All(layout.File.Sections.Where(section => section.Name is ".linux" or ".initrd"), section => Assert.Equal(0u, section.RawOffset % 2048));
    }

    [Fact]
    public async Task The_kernel_and_the_initramfs_are_referenced()
    {
        var options = await OptionsAsync();
        var layout = UkiLayout.Create(options);

        var image = UkiImage.Map(layout);

        var linux = layout.File.Sections.Single(section => section.Name is ".linux");
        var initrd = layout.File.Sections.Single(section => section.Name is ".initrd");
        Assert.Equal(options.Kernel, image.Slice(linux.RawOffset, linux.VirtualSize));
        Assert.Equal(options.Initrd, image.Slice(initrd.RawOffset, initrd.VirtualSize));
    }

    [Fact]
    public async Task Equal_options_give_equal_maps()
    {
        var options = await OptionsAsync() with { Profiles = [UkiProfile.Main, Reset] };

        Assert.Equal(UkiImage.Map(UkiLayout.Create(options)), UkiImage.Map(UkiLayout.Create(options with { })));
    }

    [Fact]
    public async Task An_empty_command_line_has_no_section()
    {
        var layout = UkiLayout.Create(await OptionsAsync() with { CommandLine = string.Empty });

        Assert.Equal([".osrel", ".linux", ".initrd"], Names(layout));
    }

    [Fact]
    public async Task An_empty_kernel_is_invalid_data()
    {
        var options = await OptionsAsync() with { Kernel = ExtentMap.Empty };

        Assert.Throws<InvalidDataException>(() => UkiLayout.Create(options));
    }

    [Fact]
    public async Task Main_comes_first()
    {
        var options = await OptionsAsync() with { Profiles = [Reset, UkiProfile.Main] };

        Assert.Throws<ArgumentException>(() => UkiLayout.Create(options));
    }

    [Theory]
    [InlineData("main", "x")]
    [InlineData("a\nb", "x")]
    [InlineData("a", "x\ny")]
    [InlineData("", "x")]
    public async Task A_profile_that_cannot_be_told_apart_or_written_is_refused(string id, string title)
    {
        var options = await OptionsAsync() with { Profiles = [UkiProfile.Main, new UkiProfile(id, title, "a")] };

        Assert.Throws<ArgumentException>(() => UkiLayout.Create(options));
    }

    private static string[] Names(UkiLayout layout)
    {
        var names = layout.Sections.Select(section => section.Name).ToArray();
        Assert.Equal(names, layout.File.Sections.TakeLast(names.Length).Select(section => section.Name), StringComparer.Ordinal);
        return names;
    }

    private static async Task<string> TextAsync(ExtentMap map)
    {
        var bytes = new byte[map.Length];
        await using var reader = new ExtentReader(map, new MemoryBlobs());
        await reader.ReadExactlyAsync(0, bytes, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(bytes);
    }

    private static async Task<UkiOptions> OptionsAsync()
    {
        var blobs = new MemoryBlobs();
        return new UkiOptions
        {
            Stub = await PeReader.ReadAsync(blobs.Add(StubFile.Create()), blobs, TestContext.Current.CancellationToken),
            Kernel = blobs.Add(Enumerable.Repeat((byte)'K', 5000).ToArray()),
            Initrd = blobs.Add(Enumerable.Repeat((byte)'I', 7000).ToArray()),
            CommandLine = "a=b",
            OsRelease = new OsRelease("Talos", "v1.13.0"),
            TimeDateStamp = 1559424892,
        };
    }
}
