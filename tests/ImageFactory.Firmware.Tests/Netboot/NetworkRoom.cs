using System.Diagnostics;
using System.Globalization;
using System.Text;
using ImageFactory.Testing;

namespace ImageFactory.Firmware.Tests.Netboot;

/// <summary>
/// A room of its own, made of two network namespaces: in one a plain DHCP server that knows nothing of booting, in the other a bridge
/// with the machine to boot. The built executable serves the factory and boots the room's machines there, as an operator's laptop does.
/// </summary>
public sealed class NetworkRoom : IAsyncDisposable
{
    /// <summary>The URL of the factory in the room.</summary>
    internal const string FactoryUrl = "http://10.77.0.1:8080";

    /// <summary>What the machine's network card is plugged into.</summary>
    internal const string Backend = "tap,ifname=tap0,script=no,downscript=no";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static int RoomsMade;

    private readonly TemporaryDirectory _directory = new();
    private readonly int _number = Interlocked.Increment(ref RoomsMade);
    private readonly List<(Process Process, StringBuilder Said)> _programs = [];
    private bool _hasNamespaces;

    /// <summary>The namespace with the machine.</summary>
    internal string Room => string.Create(CultureInfo.InvariantCulture, $"if-room-{Environment.ProcessId}-{_number}");

    /// <summary>Whether machines are not answered.</summary>
    internal bool IsDryRun { get; init; }

    /// <summary>The path of the rules.</summary>
    internal string Rules => _directory.Combine("rules.yaml");

    private string Cellar => string.Create(CultureInfo.InvariantCulture, $"if-dhcp-{Environment.ProcessId}-{_number}");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var (process, _) in _programs)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        if (_hasNamespaces)
        {
            await Tool.TryRunAsync("ip", "netns", "delete", Room);
            await Tool.TryRunAsync("ip", "netns", "delete", Cellar);
        }

        _directory.Dispose();
    }

    /// <summary>Makes the room, with rules that boot nothing yet; the second time it does nothing.</summary>
    internal async Task OpenAsync()
    {
        if (_programs.Count > 0)
        {
            return;
        }

        Tool.Require("dnsmasq");
        await LayCablesAsync();
        Start(Cellar, "dnsmasq",
        [
            "--keep-in-foreground", "--conf-file=/dev/null", "--port=0", "--interface=eth0", "--bind-interfaces", "--user=root",
            "--dhcp-range=10.77.0.100,10.77.0.200", $"--dhcp-leasefile={_directory.Combine("leases")}", "--pid-file=", "--log-facility=-",
        ]);
        Start(Room, Dotnet, [Product, "serve", "--source", SampleRelease.Require(), "--data", _directory.Combine("data"), "--urls", FactoryUrl]);
        await WaitForAsync("Image Factory listens");
        await WriteRulesAsync("[]");
        Start(Room, Dotnet, [Product, "netboot", "--config", Rules, "--interface", "br0", .. IsDryRun ? ["--dry-run"] : Array.Empty<string>()]);
        await WaitForAsync(IsDryRun ? "Image Factory would boot machines on br0" : "Image Factory boots machines on br0");
    }

    /// <summary>Writes rules and waits until they count.</summary>
    /// <param name="rules">The list of rules in YAML, or JSON, which is YAML.</param>
    internal async Task ChangeRulesAsync(string rules)
    {
        var said = _programs[^1].Said;
        var before = Text(said).Length;
        await WriteRulesAsync(rules);
        await WaitForAsync("rules count from now on", before);
    }

    /// <summary>Asks the factory in the room.</summary>
    internal Task<string> AskAsync(string path, params string[] options) =>
        Tool.RunAsync("ip", ["netns", "exec", Room, "curl", "-sS", "--fail", .. options, FactoryUrl + path]);

    /// <summary>What the program that boots machines has said.</summary>
    internal string Said() => Text(_programs[^1].Said);

    private static string Dotnet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private static string Product => Path.Combine(AppContext.BaseDirectory, "imagefactory.dll");

    private static string Text(StringBuilder said)
    {
        lock (said)
        {
            return said.ToString();
        }
    }

    private async Task LayCablesAsync()
    {
        if ((await Tool.TryRunAsync("ip", "netns", "add", Room)).ExitCode != 0)
        {
            Required.Missing("this user may not make network namespaces");
        }

        _hasNamespaces = true;
        string[] commands =
        [
            $"netns add {Cellar}",
            $"-n {Room} link add br0 type bridge",
            $"-n {Room} address add 10.77.0.1/24 dev br0",
            $"-n {Room} link add up0 type veth peer name eth0 netns {Cellar}",
            $"-n {Room} tuntap add tap0 mode tap",
            $"-n {Room} link set up0 master br0",
            $"-n {Room} link set tap0 master br0",
            $"-n {Room} link set lo up",
            $"-n {Room} link set br0 up",
            $"-n {Room} link set up0 up",
            $"-n {Room} link set tap0 up",
            $"-n {Cellar} address add 10.77.0.2/24 dev eth0",
            $"-n {Cellar} link set eth0 up",
        ];
        foreach (var command in commands)
        {
            await Tool.RunAsync("ip", command.Split(' '));
        }
    }

    // The same rules in another test are a change all the same.
    private Task WriteRulesAsync(string rules) => File.WriteAllTextAsync(
        Rules, $"# {Guid.NewGuid()}\nfactory: {FactoryUrl}\nipxe:\n  directory: {IpxePrograms.Require()}\nrules: {rules}\n");

    // ip becomes the program that it starts: to end one is to end the other.
    private void Start(string inNamespace, string program, string[] arguments)
    {
        var process = new Process
        {
            StartInfo = new ProcessStartInfo("ip", ["netns", "exec", inNamespace, program, .. arguments])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        var said = new StringBuilder();
        DataReceivedEventHandler hear = (_, line) =>
        {
            lock (said)
            {
                said.AppendLine(line.Data);
            }
        };
        process.OutputDataReceived += hear;
        process.ErrorDataReceived += hear;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _programs.Add((process, said));
    }

    private async Task WaitForAsync(string text, int from = 0)
    {
        var (process, said) = _programs[^1];
        var waited = Stopwatch.StartNew();
        while (!Text(said)[from..].Contains(text, StringComparison.Ordinal))
        {
            Assert.False(process.HasExited, $"The program ended: {Text(said)}");
            Assert.True(waited.Elapsed < Patience, $"It did not say '{text}': {Text(said)}");
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }
    }
}
