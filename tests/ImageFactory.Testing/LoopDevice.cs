namespace ImageFactory.Testing;

/// <summary>A file as a disk of the kernel with sectors of a size of choice. Where that is not allowed the test is skipped.</summary>
public sealed class LoopDevice : IAsyncDisposable
{
    private LoopDevice(string path) => Path = path;

    /// <summary>The device, such as <c>/dev/loop0</c>.</summary>
    public string Path { get; }

    /// <summary>Shows a file as a disk that can only be read.</summary>
    public static async Task<LoopDevice> OpenAsync(string file, int sectorSize)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && File.Exists("/dev/loop-control"), "No loop devices here.");
        var result = await Tool.TryRunAsync("losetup", "--find", "--show", "--read-only", "--sector-size", $"{sectorSize}", file);
        Assert.SkipUnless(result.ExitCode == 0, $"No loop devices here: {result.Error}");
        return new LoopDevice(result.Output.Trim());
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await Tool.RunAsync("losetup", "--detach", Path);
}
