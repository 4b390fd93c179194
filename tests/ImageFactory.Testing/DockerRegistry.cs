namespace ImageFactory.Testing;

/// <summary>Debian's docker-registry on a port of its own. It may be stopped, and started again with all that is in it.</summary>
public sealed class DockerRegistry : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private LoopbackServer? _server;

    /// <summary>Whether it can be started and filled here.</summary>
    public static bool IsInstalled => IsThere("docker-registry") && IsThere("skopeo");

    /// <summary>The file of users and passwords (<c>htpasswd -B</c>) of those who may ask; everybody when null.</summary>
    public string? Users { get; init; }

    /// <summary>Host and port.</summary>
    public string Address { get; } = LoopbackServer.FindAddress();

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
            + (Users is null ? string.Empty : $"auth: {{htpasswd: {{realm: test, path: '{Users}'}}}}, ")
            + $"storage: {{filesystem: {{rootdirectory: '{_directory.Combine("data")}'}}}}}}");
        _server = await LoopbackServer.StartAsync(Address, "docker-registry", "serve", _directory.Combine("config.yml"));
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
        if (_server is not null)
        {
            await _server.DisposeAsync();
            _server = null;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _directory.Dispose();
    }

    private static bool IsThere(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(':').Any(directory => File.Exists(Path.Combine(directory, program)));
}
