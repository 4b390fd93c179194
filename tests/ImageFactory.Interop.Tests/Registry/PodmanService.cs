using System.Diagnostics;
using ImageFactory.Testing;

namespace ImageFactory.Interop.Tests.Registry;

/// <summary>Podman with a store of its own, and its API on a socket.</summary>
internal sealed class PodmanService : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryDirectory _directory = new();
    private Process? _process;

    /// <summary>The path of the socket.</summary>
    public string Socket => _directory.Combine("podman.sock");

    public static async Task<PodmanService> StartAsync()
    {
        var podman = new PodmanService();
        podman._process = Process.Start(new ProcessStartInfo("podman", podman.Arguments("system", "service", "--time=0", $"unix://{podman.Socket}"))
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        })!;
        podman._process.ErrorDataReceived += (_, _) => { };
        podman._process.BeginErrorReadLine();
        var waited = Stopwatch.StartNew();
        while (!File.Exists(podman.Socket) && waited.Elapsed < Patience && !podman._process.HasExited)
        {
            await Task.Delay(50);
        }

        return podman;
    }

    /// <summary>Runs a command of it on the same store.</summary>
    public Task<string> RunAsync(params string[] arguments) => Tool.RunAsync("podman", Arguments(arguments));

    /// <summary>Runs a container: in a mount namespace of its own, where no other hierarchy of control groups is in the way, without a network.</summary>
    public Task<string> RunContainerAsync(string image, params string[] arguments) => Tool.RunAsync(
        "unshare",
        [
            "-m", "sh", "-c", "umount /sys/fs/cgroup/unified 2>/dev/null; exec podman \"$@\"", "sh",
            .. Arguments(
                ["run", "--rm", "--network=none", "--cgroups=disabled", "--ulimit", "nofile=1024:1024", "--ulimit", "nproc=1024:1024", image, .. arguments]),
        ]);

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        _directory.Dispose();
    }

    private string[] Arguments(params string[] arguments) =>
        ["--root", _directory.Combine("root"), "--runroot", _directory.Combine("run"), "--storage-driver", "vfs", .. arguments];
}
