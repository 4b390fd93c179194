using ImageFactory.Boot.Uki;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Pe;
using ImageFactory.Testing;

namespace ImageFactory.Boot.Tests.Uki;

/// <summary>binutils reads a unified kernel image made of the installed systemd-stub.</summary>
public sealed class UkiJudgeTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly MemoryBlobs _blobs = new();

    [Fact]
    public async Task Objdump_lists_the_sections_in_the_published_order()
    {
        var path = await BuildAsync();

        var listing = await Tool.RunAsync("objdump", "-h", "-w", path);

        var names = listing.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(row => row.Length > 6 && row[1].StartsWith('.'))
            .Select(row => row[1]);
        Assert.Equal(
            [".osrel", ".cmdline", ".uname", ".linux", ".initrd", ".profile", ".profile", ".cmdline"], names.TakeLast(8), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Objdump_reads_the_given_time()
    {
        var path = await BuildAsync();

        var headers = await Tool.RunAsync("env", "TZ=UTC", "objdump", "-p", path);

        Assert.Contains("Time/Date\t\tSat Jun  1 21:34:52 2019", headers, StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Dispose();

    private async Task<string> BuildAsync()
    {
        var options = new UkiOptions
        {
            Stub = await ReadStubAsync(),
            Kernel = _blobs.Add(new byte[123_456]),
            Initrd = _blobs.Add(new byte[54_321]),
            CommandLine = "talos.platform=metal",
            OsRelease = new OsRelease("Talos", "v1.13.0"),
            TimeDateStamp = 1559424892,
            KernelRelease = "6.18.45-talos",
            Profiles = [UkiProfile.Main, new UkiProfile("reset", "Reset system disk", "talos.platform=metal talos.experimental.wipe=system")],
        };
        var path = _directory.Combine("uki.efi");
        await using var output = File.Create(path);
        await using var image = new ExtentStream(UkiImage.Map(UkiLayout.Create(options)), _blobs);
        await image.CopyToAsync(output, TestContext.Current.CancellationToken);
        return path;
    }

    private async Task<PeFile> ReadStubAsync()
    {
        var stub = await InstalledStub.StripAsync(_directory);
        var content = _blobs.Add(await File.ReadAllBytesAsync(stub, TestContext.Current.CancellationToken));
        return await PeReader.ReadAsync(content, _blobs, TestContext.Current.CancellationToken);
    }
}
