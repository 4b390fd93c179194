namespace ImageFactory.Testing;

/// <summary>A file system of a few MiB in memory; where mounting is not allowed the test is skipped.</summary>
public sealed class SmallDisk : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private SmallDisk()
    {
    }

    /// <summary>Where it is mounted.</summary>
    public string Path => _directory.Path;

    private string Ballast => _directory.Combine("ballast");

    /// <summary>Mounts an empty file system of so many MiB.</summary>
    public static async Task<SmallDisk> MountAsync(int mebibytes)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root may mount.");
        var disk = new SmallDisk();
        var result = await Tool.TryRunAsync("mount", "-t", "tmpfs", "-o", $"size={mebibytes}m", "tmpfs", disk.Path);
        if (result.ExitCode == 0)
        {
            return disk;
        }

        disk._directory.Dispose();
        Assert.Skip($"No mounts here: {result.Error}");
        return disk;
    }

    /// <summary>Leaves so many bytes free, or a little less.</summary>
    public void LeaveFree(long bytes)
    {
        using var ballast = File.Create(Ballast);
        var block = new byte[4096];
        for (var free = new DriveInfo(Path).AvailableFreeSpace; free >= bytes + block.Length; free -= block.Length)
        {
            ballast.Write(block);
        }
    }

    /// <summary>Frees what <see cref="LeaveFree"/> took.</summary>
    public void Free() => File.Delete(Ballast);

    /// <summary>Forbids every change.</summary>
    public Task MakeReadOnlyAsync() => Tool.RunAsync("mount", "-o", "remount,ro", Path);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Tool.RunAsync("umount", Path);
        _directory.Dispose();
    }
}
