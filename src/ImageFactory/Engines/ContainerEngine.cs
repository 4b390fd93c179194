using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using ImageFactory.Oci;

namespace ImageFactory.Engines;

/// <summary>Docker, or Podman by the part of its API that is Docker's (Docker Engine API 1.24 and newer).</summary>
internal sealed class ContainerEngine : IDisposable
{
    public const string Docker = "docker";
    public const string Podman = "podman";

    private const int LongestAnswer = 1024 * 1024;
    private const string Loaded = "Loaded image: ";

    private readonly HttpClient _client;
    private readonly string _name;

    private ContainerEngine(string name, HttpClient client)
    {
        _name = name;
        _client = client;
    }

    /// <summary>The engine of this machine; it is connected to when it is first asked something.</summary>
    /// <param name="engine"><c>docker</c> or <c>podman</c>.</param>
    /// <param name="variable">Reads an environment variable.</param>
    /// <exception cref="Assets.FactoryException">There is no such engine here.</exception>
    public static ContainerEngine Open(string engine, Func<string, string?> variable)
    {
        var address = EngineAddress.Find(engine, variable);
        var isSocket = string.Equals(address.Scheme, "unix", StringComparison.Ordinal);
        var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false };
        if (isSocket)
        {
            handler.ConnectCallback = (_, cancellationToken) => ConnectAsync(address.AbsolutePath, cancellationToken);
        }

        // The API has no TLS on a socket of this machine, nor where tcp:// was asked for.
        var root = new UriBuilder(Uri.UriSchemeHttp, isSocket ? "localhost" : address.Host, isSocket ? -1 : address.Port).Uri;
        return new ContainerEngine(engine, new HttpClient(handler) { BaseAddress = root, Timeout = Timeout.InfiniteTimeSpan });
    }

    /// <summary>The architecture of the engine's machine, as OCI names it.</summary>
    /// <exception cref="RegistryException">The engine does not answer.</exception>
    public Task<string> GetArchitectureAsync(CancellationToken cancellationToken) => AskAsync("ask for the version", string.Empty, async () =>
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "version");
        var version = JsonSerializer.Deserialize(await SendAsync(request, cancellationToken), EngineDocuments.Default.EngineVersion);
        return version?.Architecture ?? throw new InvalidDataException($"{_name} does not say what it runs on.");
    });

    /// <summary>Loads an archive of one image, and returns the name that it has there.</summary>
    /// <exception cref="RegistryException">The engine refuses, or does not answer.</exception>
    public Task<string> LoadAsync(Stream archive, string subject, CancellationToken cancellationToken) => AskAsync("load the image", subject, async () =>
    {
        using var content = new StreamContent(archive) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-tar") } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "images/load?quiet=1") { Content = content };
        var lines = (await SendAsync(request, cancellationToken)).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var messages = lines.Select(line => JsonSerializer.Deserialize(line, EngineDocuments.Default.LoadMessage)).OfType<LoadMessage>().ToList();
        if (messages.Find(message => message.Error is not null) is { } fault)
        {
            throw new HttpRequestException($"{_name} says: {fault.Error}");
        }

        // The last line that names it; with several, as when something else was replaced, Docker says others before.
        var said = messages.LastOrDefault(message => message.Stream?.StartsWith(Loaded, StringComparison.Ordinal) is true)?.Stream;
        return said?[Loaded.Length..].Trim() ?? throw new InvalidDataException($"{_name} does not say what it loaded.");
    });

    /// <summary>Gives an image a further name.</summary>
    /// <exception cref="RegistryException">The engine refuses, or does not answer.</exception>
    public Task TagAsync(string image, Reference name, CancellationToken cancellationToken) => AskAsync("name the image", image, async () =>
    {
        var repository = (name.Host is null ? string.Empty : name.Host + "/") + name.Repository;
        var query = $"repo={Uri.EscapeDataString(repository)}&tag={Uri.EscapeDataString(name.Tag!)}"; // the command takes names with a tag only
        using var request = new HttpRequestMessage(HttpMethod.Post, $"images/{image}/tag?{query}");
        return await SendAsync(request, cancellationToken);
    });

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static async ValueTask<Stream> ConnectAsync(string path, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<string> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var text = await ReadAsync(body, cancellationToken);
        return response.IsSuccessStatusCode
            ? text
            : throw new HttpRequestException($"{_name} answered {(int)response.StatusCode}: {text.Trim()}", null, response.StatusCode);
    }

    private static async Task<string> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        var buffer = new byte[LongestAnswer];
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }

    private async Task<T> AskAsync<T>(string method, string subject, Func<Task<T>> question)
    {
        try
        {
            return await question();
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or SocketException or JsonException)
        {
            throw new RegistryException(method, subject.Length == 0 ? _name : subject, exception);
        }
    }
}
