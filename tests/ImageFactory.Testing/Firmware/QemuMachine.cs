using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace ImageFactory.Testing.Firmware;

/// <summary>Boots a machine in QEMU and listens to its serial line until the guest has reported.</summary>
public static class QemuMachine
{
    private const string Panic = "Kernel panic - not syncing";
    private const int FailureTail = 6000;

    // Longer than anything that ends a boot.
    private const int Overlap = 256;

    /// <summary>Boots it once and returns what the guest reported; the machine is gone afterwards.</summary>
    /// <exception cref="Xunit.Sdk.XunitException">The guest did not report to the end; the message carries its last serial lines.</exception>
    public static async Task<GuestReport> BootAsync(QemuOptions options, CancellationToken cancellationToken)
    {
        var serial = await ListenAsync(options, GuestReport.IsComplete, cancellationToken);
        return GuestReport.Parse(serial);
    }

    /// <summary>Boots it once until firmware or boot loader says one of some texts, in any case, and returns the serial text.</summary>
    /// <exception cref="Xunit.Sdk.XunitException">None was said, or the guest booted.</exception>
    public static Task<string> ListenAsync(QemuOptions options, IReadOnlyList<string> texts, CancellationToken cancellationToken) =>
        ListenAsync(options, serial => texts.Any(text => serial.Contains(text, StringComparison.OrdinalIgnoreCase)), cancellationToken);

    private static async Task<string> ListenAsync(QemuOptions options, Func<string, bool> isExpected, CancellationToken cancellationToken)
    {
        var program = QemuCommandLine.Program(options.Architecture);
        Tool.Require(program);
        using var directory = new TemporaryDirectory();
        using var tpm = options.Tpm ? await SoftwareTpm.StartAsync(options.TpmState, cancellationToken) : null;
        using var process = new Process
        {
            StartInfo = Start(options.Network?.Namespace, Tool.Find(program)!, QemuCommandLine.Arguments(options, Flash(options, directory), tpm?.Socket)),
        };
        process.Start();
        try
        {
            return await ReadAsync(process, options.Patience, isExpected, cancellationToken);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    // ip becomes the program that it starts: to end one is to end the other.
    private static ProcessStartInfo Start(string? inNamespace, string program, IReadOnlyList<string> arguments)
    {
        var start = inNamespace is null
            ? new ProcessStartInfo(program, arguments)
            : new ProcessStartInfo(Tool.Find("ip")!, ["netns", "exec", inNamespace, program, .. arguments]);
        start.UseShellExecute = false;
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.StandardOutputEncoding = Encoding.UTF8;
        return start;
    }

    private static FirmwareFiles? Flash(QemuOptions options, TemporaryDirectory directory)
    {
        if (options.Firmware is not GuestFirmware.Uefi)
        {
            return null;
        }

        var files = FirmwareFiles.Require(options.Architecture, options.Strict);
        var variables = options.Variables ?? directory.Combine("variables.fd");
        if (!File.Exists(variables))
        {
            File.Copy(files.Variables, variables);
        }

        return files with { Variables = variables };
    }

    private static async Task<string> ReadAsync(
        Process process, TimeSpan patience, Func<string, bool> isExpected, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(IsBusy() ? 2 * patience : patience);
        // The pipe of a killed machine ends; a read that waits for it cannot be trusted to end otherwise.
        await using var kill = deadline.Token.Register(process.Kill);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var serial = new StringBuilder();
        await ReadAsync(process.StandardOutput, serial, isExpected);
        cancellationToken.ThrowIfCancellationRequested();
        if (!isExpected(serial.ToString()))
        {
            var why = deadline.IsCancellationRequested ? "did not report in time" : "ended without a full report";
            process.Kill();
            Assert.Fail($"The guest {why}. {await error}\n{Tail(serial)}");
        }

        return serial.ToString();
    }

    // To the end of the pipe, not of the process: QEMU's last output can arrive after it ended.
    private static async Task ReadAsync(StreamReader output, StringBuilder serial, Func<string, bool> isExpected)
    {
        var buffer = new char[4096];
        int length;
        while ((length = await output.ReadAsync(buffer.AsMemory(), CancellationToken.None)) > 0)
        {
            serial.Append(buffer, 0, length);
            if (IsOver(serial, length, isExpected))
            {
                return;
            }
        }
    }

    // Looks only at what is new, and a little before it.
    private static bool IsOver(StringBuilder serial, int length, Func<string, bool> isExpected)
    {
        var start = Math.Max(0, serial.Length - length - Overlap);
        var recent = serial.ToString(start, serial.Length - start);
        return isExpected(recent) || GuestReport.IsComplete(recent) || recent.Contains(Panic, StringComparison.Ordinal);
    }

    private static bool IsBusy()
    {
        var load = File.ReadAllText("/proc/loadavg").Split(' ')[0];
        return double.Parse(load, CultureInfo.InvariantCulture) > Environment.ProcessorCount;
    }

    private static string Tail(StringBuilder serial)
    {
        var start = Math.Max(0, serial.Length - FailureTail);
        return serial.ToString(start, serial.Length - start);
    }
}
