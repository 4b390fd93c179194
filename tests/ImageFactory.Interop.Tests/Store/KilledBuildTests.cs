using System.Diagnostics;
using ImageFactory.Testing;

namespace ImageFactory.Interop.Tests.Store;

/// <summary>Builds that are killed fifty times, each when it has put a few objects more than the one before.</summary>
public sealed class KilledBuildTests : IDisposable
{
    private static readonly string[] Files = ["kernel-amd64", "initramfs-amd64.xz", "metal-amd64-uki.efi", "metal-arm64.iso"];
    private static readonly string[] Extensions = [.. Enumerable.Range(1, 12).Select(number => $"extension-{number:00}")];

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_store_is_sound_after_each_of_fifty_kills()
    {
        await MiniRelease.WriteAsync(_directory.Combine("source"), Extensions, Cancel);
        await File.WriteAllTextAsync(
            _directory.Combine("schematic.yaml"),
            "customization: {systemExtensions: {officialExtensions: ["
            + string.Join(", ", Extensions.Select(name => "siderolabs/" + name)) + "]}}\n",
            Cancel);
        var expected = await BuildAsync("clean");
        for (var store = 0; store < 5; store++)
        {
            var data = $"killed-{store}";
            for (var kill = 0; kill < 10; kill++)
            {
                await KillAsync(data, Objects(data).Count + ((kill + store) % 4));
                await AssertBlobsAreWholeAsync(data);
            }

            Assert.Equal(expected, await BuildAsync(data));
            Assert.Empty(Directory.EnumerateFileSystemEntries(_directory.Combine(data, "staging")));
        }
    }

    public void Dispose() => _directory.Dispose();

    private async Task KillAsync(string data, int objects)
    {
        var leftovers = Staging(data);
        using var process = Process.Start(new ProcessStartInfo("dotnet", Arguments(data))
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,

            // As the product sets it, whatever eng/test does: one that starts quickly is through before it is seen.
            Environment = { ["DOTNET_TC_QuickJit"] = "0" },
        })!;
        while (!process.HasExited && (Objects(data).Count < objects || !Staging(data).Except(leftovers, StringComparer.Ordinal).Any()))
        {
            await Task.Delay(1, Cancel);
        }

        process.Kill();
        await process.WaitForExitAsync(Cancel);
        Assert.True(process.ExitCode == 137, $"The build ended before it was killed: {await process.StandardError.ReadToEndAsync(Cancel)}");
    }

    private async Task<string> BuildAsync(string data)
    {
        await Tool.RunAsync("dotnet", Arguments(data));
        return await Tool.RunAsync("sh", "-c", $"cd '{Output(data)}' && sha256sum {string.Join(' ', Files)}");
    }

    private async Task AssertBlobsAreWholeAsync(string data)
    {
        var blobs = Objects(data).Where(path => path.Contains("/blobs/", StringComparison.Ordinal)).ToArray();
        if (blobs.Length > 0)
        {
            var sums = await Tool.RunAsync("sha256sum", blobs);
            Assert.All(sums.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.EndsWith("/" + line[..64], line, StringComparison.Ordinal));
        }
    }

    private string[] Arguments(string data) =>
    [
        Path.Combine(AppContext.BaseDirectory, "imagefactory.dll"), "build", "--schematic", _directory.Combine("schematic.yaml"),
        "--talos-version", "v1.13.0", "--source", _directory.Combine("source"), "--data", _directory.Combine(data), "--output", Output(data), .. Files,
    ];

    private string Output(string data) => _directory.Combine(data + "-output");

    private string[] Staging(string data) =>
        Directory.Exists(_directory.Combine(data, "staging")) ? Directory.GetDirectories(_directory.Combine(data, "staging")) : [];

    private IReadOnlyList<string> Objects(string data) =>
        Directory.Exists(_directory.Combine(data, "recipes"))
            ? [.. new[] { "blobs/sha256", "recipes" }.SelectMany(kind => Directory.EnumerateFiles(_directory.Combine(data, kind)))]
            : [];
}
