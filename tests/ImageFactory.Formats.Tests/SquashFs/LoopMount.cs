using ImageFactory.Testing;

namespace ImageFactory.Formats.Tests.SquashFs;

/// <summary>An image mounted by the kernel, where that is allowed; else the test is skipped: a boot test asks the kernel later.</summary>
internal sealed class LoopMount : IAsyncDisposable
{
    private bool _isMounted;

    public LoopMount()
    {
        var isKnown = System.IO.File.ReadAllLines("/proc/filesystems").Any(line => line.EndsWith("\tsquashfs", StringComparison.Ordinal));
        Assert.SkipUnless(Environment.IsPrivilegedProcess && isKnown && System.IO.File.Exists("/dev/loop-control"), "No loop mounts here.");
        Directory.CreateDirectory(Path);
    }

    public TemporaryDirectory Folder { get; } = new();

    public string Path => Folder.Combine("mount");

    public async Task MountAsync(string image)
    {
        var result = await Tool.TryRunAsync("mount", "-t", "squashfs", "-o", "loop,ro", image, Path);
        Assert.SkipWhen(result.Error.Contains("failed to setup loop device", StringComparison.Ordinal), "No loop mounts here.");
        Assert.True(result.ExitCode == 0, result.Error);
        _isMounted = true;
    }

    public async ValueTask DisposeAsync()
    {
        if (_isMounted)
        {
            await Tool.RunAsync("umount", Path);
        }

        Folder.Dispose();
    }
}
