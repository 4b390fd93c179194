using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ImageFactory.Testing;

/// <summary>Debian's docker-registry on a port of its own. It may be stopped, and started again with all that is in it.</summary>
public sealed class DockerRegistry : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryDirectory _directory = new();
    private Process? _process;

    /// <summary>Whether it can be started and filled here.</summary>
    public static bool IsInstalled => IsThere("docker-registry") && IsThere("skopeo");

    /// <summary>Host and port.</summary>
    public string Address { get; } = $"127.0.0.1:{FindPort()}";

    /// <summary>Skips the test when it cannot be started here, or fails it where judges are required.</summary>
    public static void Require()
    {
        Tool.Require("docker-registry");
        Tool.Require("skopeo");
    }

    /// <summary>Starts it, and waits until it answers.</summary>
    public async Task StartAsync()
    {
        await File.WriteAllTextAsync(
            _directory.Combine("config.yml"),
            $"{{version: 0.1, log: {{level: error, accesslog: {{disabled: true}}}}, http: {{addr: '{Address}'}}, "
            + $"storage: {{filesystem: {{rootdirectory: '{_directory.Combine("data")}'}}}}}}");
        _process = Process.Start(new ProcessStartInfo("docker-registry", ["serve", _directory.Combine("config.yml")]) { UseShellExecute = false, RedirectStandardError = true })!;
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        await WaitAsync(_process);
    }

    /// <summary>Copies images out of an image layout; each is named <c>repository:tag</c>, there as here.</summary>
    public async Task FillAsync(string layout, params IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            await Tool.RunAsync(
                "skopeo", "copy", "--insecure-policy", "--all", "--preserve-digests", "--dest-tls-verify=false", $"oci:{layout}:{name}", $"docker://{Address}/{name}");
        }
    }

    /// <summary>Stops it.</summary>
    public async Task StopAsync()
    {
        if (_process is not null)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
            _process.Dispose();
            _process = null;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _directory.Dispose();
    }

    private async Task WaitAsync(Process process)
    {
        using var client = new HttpClient();
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var response = await client.GetAsync(new Uri($"http://{Address}/v2/"));
                return;
            }
            catch (HttpRequestException) when (waited.Elapsed < Patience && !process.HasExited)
            {
                await Task.Delay(50);
            }
        }
    }

    private static bool IsThere(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(':').Any(directory => File.Exists(Path.Combine(directory, program)));

    private static int FindPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
