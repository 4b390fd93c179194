using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ImageFactory.Testing;

/// <summary>A program that serves HTTP on a port of its own; it is killed when it is disposed.</summary>
public sealed class LoopbackServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private LoopbackServer(Process process) => _process = process;

    /// <summary>A free address, host and port.</summary>
    public static string FindAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
    }

    /// <summary>Starts a program, and waits until it answers with any status.</summary>
    public static async Task<LoopbackServer> StartAsync(string address, string program, params IEnumerable<string> arguments)
    {
        var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.ErrorDataReceived += (_, _) => { };
        process.OutputDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        using var client = new HttpClient();
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var response = await client.GetAsync(new Uri($"http://{address}/v2/"));
                return new LoopbackServer(process);
            }
            catch (HttpRequestException) when (waited.Elapsed < Patience && !process.HasExited)
            {
                await Task.Delay(50);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
