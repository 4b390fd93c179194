using System.Diagnostics;
using ImageFactory.Testing;

namespace ImageFactory.Interop.Tests.Registry;

/// <summary>containerd with directories and a socket of its own.</summary>
internal sealed class Containerd : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryDirectory _directory = new();
    private Process? _process;

    private string Socket => _directory.Combine("containerd.sock");

    public static async Task<Containerd> StartAsync()
    {
        var containerd = new Containerd();
        var configuration = containerd._directory.Combine("config.toml");
        await File.WriteAllTextAsync(
            configuration,
            $"""
            version = 2
            root = "{containerd._directory.Combine("root")}"
            state = "{containerd._directory.Combine("state")}"
            disabled_plugins = ["io.containerd.grpc.v1.cri", "io.containerd.internal.v1.opt"]
            [grpc]
              address = "{containerd.Socket}"
            [ttrpc]
              address = "{containerd.Socket}.ttrpc"

            """);
        containerd._process = Process.Start(new ProcessStartInfo(Tool.Find("containerd")!, ["--config", configuration]) { UseShellExecute = false, RedirectStandardError = true })!;
        containerd._process.ErrorDataReceived += (_, _) => { };
        containerd._process.BeginErrorReadLine();
        var waited = Stopwatch.StartNew();
        while ((await Tool.TryRunAsync("ctr", "-a", containerd.Socket, "--connect-timeout", "1s", "version")).ExitCode != 0
            && waited.Elapsed < Patience
            && !containerd._process.HasExited)
        {
            await Task.Delay(100);
        }

        return containerd;
    }

    /// <summary>Runs a command of <c>ctr</c>.</summary>
    public Task<string> RunAsync(params string[] arguments) => Tool.RunAsync("ctr", ["-a", Socket, .. arguments]);

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
}
