using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using ImageFactory.Oci.Tests.Layout;
using ImageFactory.Testing;

namespace ImageFactory.Oci.Tests.Client;

/// <summary>Debian's docker-registry with the sample layout in it, on a port of its own.</summary>
public sealed class DockerRegistry : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TemporaryDirectory _directory = new();
    private Process? _process;

    public string Address { get; private set; } = string.Empty;

    public async ValueTask InitializeAsync()
    {
        // Without them the tests themselves skip; a fixture cannot.
        if (!IsThere("docker-registry") || !IsThere("skopeo"))
        {
            return;
        }

        Address = $"127.0.0.1:{FindPort()}";
        await File.WriteAllTextAsync(
            _directory.Combine("config.yml"),
            $"{{version: 0.1, log: {{level: error, accesslog: {{disabled: true}}}}, http: {{addr: '{Address}'}}, "
            + $"storage: {{filesystem: {{rootdirectory: '{_directory.Combine("data")}'}}}}}}");
        _process = Process.Start(new ProcessStartInfo("docker-registry", ["serve", _directory.Combine("config.yml")]) { UseShellExecute = false, RedirectStandardError = true })!;
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        await WaitAsync();
        await FillAsync();
    }

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

    private async Task FillAsync()
    {
        var layout = _directory.Combine("layout");
        await SampleLayout.WriteAsync(layout, CancellationToken.None);
        foreach (var name in new[] { $"{SampleLayout.Imager}:v1.9.0", SampleLayout.ImagerTag.ToString(), SampleLayout.SingleTag.ToString() })
        {
            await Tool.RunAsync(
                "skopeo", "copy", "--insecure-policy", "--all", "--preserve-digests", "--dest-tls-verify=false", $"oci:{layout}:{name}", $"docker://{Address}/{name}");
        }
    }

    private async Task WaitAsync()
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
            catch (HttpRequestException) when (waited.Elapsed < Patience && !_process!.HasExited)
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
