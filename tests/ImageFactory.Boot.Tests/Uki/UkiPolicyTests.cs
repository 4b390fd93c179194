using ImageFactory.Boot.Uki;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Pe;
using ImageFactory.Testing;

namespace ImageFactory.Boot.Tests.Uki;

public sealed class UkiPolicyTests
{
    private static readonly ReadOnlyMemory<byte> Policy = "{}"u8.ToArray();

    [Fact]
    public async Task The_policy_key_stands_in_front_of_the_kernel()
    {
        var options = await OptionsAsync() with { Splash = ExtentMap.OfZeros(100), PolicyKey = TestKey.Policy.Key.PublicKey };

        Assert.Equal([".osrel", ".cmdline", ".splash", ".pcrpkey", ".linux", ".initrd"], Names(options));
    }

    [Fact]
    public async Task Without_profiles_the_policy_is_last()
    {
        var options = await OptionsAsync() with { PolicySignatures = [Policy] };

        Assert.Equal([".osrel", ".cmdline", ".linux", ".initrd", ".pcrsig"], Names(options));
    }

    [Fact]
    public async Task Each_profile_ends_with_its_policy()
    {
        var reset = new UkiProfile("reset", "Reset", "a=c");
        var options = await OptionsAsync() with { Profiles = [UkiProfile.Main, reset], PolicySignatures = [Policy, Policy] };

        var own = UkiSections.Of(options).Skip(4).ToList();

        Assert.Equal([".profile", ".pcrsig", ".profile", ".cmdline", ".pcrsig"], own.Select(section => section.Name));
        Assert.Equal([UkiProfile.Main, UkiProfile.Main, reset, reset, reset], own.Select(section => section.Profile));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task There_is_a_policy_for_each_profile_or_for_none(int count)
    {
        var options = await OptionsAsync() with
        {
            Profiles = [UkiProfile.Main, new UkiProfile("reset", "Reset", "a=c")],
            PolicySignatures = [.. Enumerable.Repeat(Policy, count)],
        };

        Assert.Throws<ArgumentException>(() => UkiSections.Of(options));
    }

    private static IEnumerable<string> Names(UkiOptions options) => UkiSections.Of(options).Select(section => section.Name);

    private static async Task<UkiOptions> OptionsAsync()
    {
        var blobs = new MemoryBlobs();
        return new UkiOptions
        {
            Stub = await PeReader.ReadAsync(blobs.Add(StubFile.Create()), blobs, TestContext.Current.CancellationToken),
            Kernel = blobs.Add("kernel"u8.ToArray()),
            Initrd = blobs.Add("initramfs"u8.ToArray()),
            CommandLine = "a=b",
            OsRelease = new OsRelease("Talos", "v1.13.0"),
            TimeDateStamp = 1559424892,
        };
    }
}
