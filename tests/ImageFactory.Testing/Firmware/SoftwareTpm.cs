using System.Diagnostics;

namespace ImageFactory.Testing.Firmware;

/// <summary>A TPM 2.0 in a process of its own (swtpm), for one boot of one machine.</summary>
public sealed class SoftwareTpm : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TemporaryDirectory _directory;
    private readonly Process _process;

    private SoftwareTpm(TemporaryDirectory directory, Process process)
    {
        _directory = directory;
        _process = process;
    }

    /// <summary>The path of the control socket that QEMU connects to.</summary>
    public string Socket => SocketIn(_directory);

    /// <summary>Starts one, and returns when its socket is there.</summary>
    /// <param name="state">The directory with its state, which is kept; null for a new TPM.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<SoftwareTpm> StartAsync(string? state, CancellationToken cancellationToken)
    {
        Tool.Require("swtpm");
        var directory = new TemporaryDirectory();
        var process = Process.Start(new ProcessStartInfo(Tool.Find("swtpm")!,
        [
            "socket", "--tpm2", "--tpmstate", $"dir={state ?? directory.Path}", "--ctrl", $"type=unixio,path={SocketIn(directory)}",
            "--flags", "startup-clear", "--terminate", "--log", $"file={directory.Combine("log")}",
        ]))!;
        var tpm = new SoftwareTpm(directory, process);
        try
        {
            await tpm.WaitForSocketAsync(cancellationToken);
            return tpm;
        }
        catch
        {
            tpm.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // It ends by itself when QEMU hangs up; a TPM that no machine ever used is ended here.
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _directory.Dispose();
    }

    private static string SocketIn(TemporaryDirectory directory) => directory.Combine("socket");

    private async Task WaitForSocketAsync(CancellationToken cancellationToken)
    {
        var waited = Stopwatch.StartNew();
        while (!File.Exists(Socket))
        {
            Assert.False(_process.HasExited, "swtpm ended before it offered its socket.");
            Assert.True(waited.Elapsed < Patience, $"swtpm offered no socket within {Patience.TotalSeconds} s.");
            await Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken);
        }
    }
}
