using System.Diagnostics;

namespace ImageFactory.Testing;

/// <summary>A program that others trust, as a judge. With <c>INTEROP=required</c> a missing judge is a failure, else a skip.</summary>
public static class Tool
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    /// <summary>Skips the test when the program is not installed, or fails it where judges are required.</summary>
    public static void Require(string program)
    {
        if (Find(program) is null)
        {
            Required.Missing($"{program} is not installed");
        }
    }

    /// <summary>Runs the program, expects exit code 0, and returns its standard output.</summary>
    public static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var result = await TryRunAsync(program, arguments);
        Assert.True(result.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: exit {result.ExitCode}\n{result.Output}\n{result.Error}");
        return result.Output;
    }

    /// <summary>Runs the program whatever it says.</summary>
    public static async Task<ToolResult> TryRunAsync(string program, params string[] arguments)
    {
        Require(program);
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(Find(program)!, arguments)
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                RedirectStandardInput = true,
            },
        };
        process.Start();
        process.StandardInput.Close();
        using var timeout = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
        var error = process.StandardError.ReadToEndAsync(timeout.Token);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
            return new ToolResult(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Where a program is; null when it is not installed.</summary>
    public static string? Find(string program) =>

        // eng/judges unpacks newer ones than those installed. sbin holds most file-system judges and is not on everybody's path.
        (Environment.GetEnvironmentVariable("PATH") + ":/usr/sbin:/sbin:/usr/local/sbin:/usr/lib/systemd")
            .Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Prepend(RepositoryRoot.Combine(".cache", "judges", "bin"))
            .Select(directory => Path.Combine(directory, program))
            .FirstOrDefault(File.Exists);
}
