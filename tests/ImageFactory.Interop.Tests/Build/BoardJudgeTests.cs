using System.Globalization;
using System.Text.RegularExpressions;
using ImageFactory.Assets.Overlays;
using ImageFactory.Testing;

namespace ImageFactory.Interop.Tests.Build;

/// <summary>The tools of others read the disk image of every board, and its firmware lies byte for byte where the ROM looks for it.</summary>
public sealed partial class BoardJudgeTests(BoardRelease release) : IClassFixture<BoardRelease>, IDisposable
{
    private const string Disk = "metal-arm64.raw";
    private const int SectorSize = 512;

    private readonly TemporaryDirectory _directory = new();

    public static TheoryData<string> Boards => [.. OverlayTable.All.Select(board => board.Name)];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Boards))]
    public async Task Everybody_reads_the_disk_of(string name)
    {
        var board = OverlayTable.Find(name)!;
        var disk = await BuildAsync(name);

        Assert.Contains("No problems found.", await Tool.RunAsync("sgdisk", "-v", disk), StringComparison.Ordinal);
        var partitions = PartitionLine().Matches(await Tool.RunAsync("sgdisk", "-p", disk));
        Assert.Equal(["EFI", "BIOS", "BOOT", "META"], partitions.Select(line => line.Groups["name"].Value));
        await CheckEfiAsync(board, await CutAsync(disk, partitions[0]));
        await Tool.RunAsync("xfs_repair", "-n", await CutAsync(disk, partitions[2]));
        foreach (var firmware in board.Firmware)
        {
            var expected = BoardRelease.ContentOf(firmware.Sources[0]);
            var actual = await ReadAsync(disk, firmware.Offset, expected.Length);
            Assert.True(expected.AsSpan().SequenceEqual(actual), $"{firmware.Sources[0]} is not at byte {firmware.Offset}.");
        }
    }

    [Fact]
    public async Task Inspect_shows_firmware_and_files_of_a_board()
    {
        var shown = await Executable.RunAsync("inspect", await BuildAsync("rock5b"));

        Assert.Matches(@"firmware\n +32768 +901120\n", shown.Output);
        Assert.Matches(@"\n +\d+  dtb/rockchip/rk3588-rock-5b\.dtb\n", shown.Output);
    }

    public void Dispose() => _directory.Dispose();

    private async Task CheckEfiAsync(OverlayBoard board, string partition)
    {
        await Tool.RunAsync("fsck.vfat", "-n", partition);
        foreach (var file in board.Files)
        {
            var (source, target) = file.Sources[0].EndsWith('/')
                ? (file.Sources[0] + "overlays/file.dtbo", "overlays/file.dtbo")
                : (file.Sources[0], file.Target);
            var copy = _directory.Combine("copy");
            await Tool.RunAsync("mcopy", "-n", "-o", "-i", partition, "::/" + target, copy);

            // Two directories have a file of this name, and the later one counts.
            var expected = board.Files.Last(other => other.Sources[0].EndsWith('/') == file.Sources[0].EndsWith('/')).Sources[0];
            Assert.Equal(
                BoardRelease.ContentOf(source.EndsWith("file.dtbo", StringComparison.Ordinal) ? expected + "overlays/file.dtbo" : source),
                await File.ReadAllBytesAsync(copy, Cancel));
        }

        foreach (var text in board.Texts)
        {
            Assert.Equal(text.Content + "\n", await Tool.RunAsync("mtype", "-i", partition, "::/" + text.Target));
        }
    }

    private async Task<string> BuildAsync(string board)
    {
        var schematic = _directory.Combine("schematic.yaml");
        await File.WriteAllTextAsync(schematic, $"overlay: {{name: {board}, image: siderolabs/sbc-all}}\n", Cancel);
        var built = await Executable.RunAsync(
            "build", "--schematic", schematic, "--talos-version", BoardRelease.Version, "--source", release.Source, "--data", release.Data,
            "--output", _directory.Combine("output"), Disk);
        Assert.Equal((0, board), (built.ExitCode, built.ExitCode == 0 ? board : built.Error));
        return _directory.Combine("output", Disk);
    }

    private Task<string> CutAsync(string disk, Match line)
    {
        var (first, last) = (Number(line, "first"), Number(line, "last"));
        return DiskPart.CopyAsync(disk, first * SectorSize, (last - first + 1) * SectorSize, _directory.Combine(line.Groups["name"].Value));
    }

    private static long Number(Match line, string group) => long.Parse(line.Groups[group].Value, CultureInfo.InvariantCulture);

    private static async Task<byte[]> ReadAsync(string disk, long offset, int length)
    {
        var bytes = new byte[length];
        await using var stream = File.OpenRead(disk);
        stream.Position = offset;
        await stream.ReadExactlyAsync(bytes, Cancel);
        return bytes;
    }

    [GeneratedRegex(@"^ +\d+ +(?<first>\d+) +(?<last>\d+) .* (?<name>\w+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex PartitionLine();
}
