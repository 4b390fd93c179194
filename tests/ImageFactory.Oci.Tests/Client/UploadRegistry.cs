using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Oci.Tests.Client;

/// <summary>A registry in memory that takes pushes, and breaks where it is told to.</summary>
internal sealed partial class UploadRegistry : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentDictionary<string, MemoryStream> _uploads = new(StringComparer.Ordinal);
    private int _number;

    public UploadRegistry()
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Port = ((IPEndPoint)free.LocalEndpoint).Port;
        }

        _listener.Prefixes.Add($"http://127.0.0.1:{Port}/");
        _listener.Start();
        _ = ListenAsync();
    }

    public int Port { get; }

    /// <summary>Method, path with query, and <c>Content-Range</c> of each request.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Blobs and manifests by repository and digest or tag.</summary>
    public ConcurrentDictionary<string, byte[]> Content { get; } = new(StringComparer.Ordinal);

    /// <summary>After how many bytes of an upload it breaks; each of them counts once.</summary>
    public ConcurrentQueue<int> Breaks { get; } = new();

    /// <summary>Whether the answer to the last request of an upload gets lost, once.</summary>
    public bool LosesCommit { get; set; }

    /// <summary>Whether it forgets what it got of an upload that broke.</summary>
    public bool Forgets { get; set; }

    /// <summary>Whether it wants a token, whose scopes are in <see cref="Scopes"/>.</summary>
    public bool WantsToken { get; set; }

    /// <summary>The scopes that tokens were wanted for, in the order of the requests.</summary>
    public ConcurrentQueue<string> Scopes { get; } = new();

    public void Dispose() => _listener.Close();

    [GeneratedRegex(@"^/v2/(?<name>.+)/(?<kind>blobs/uploads|blobs|manifests)/(?<id>[^/]*)$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Path();

    private async Task ListenAsync()
    {
        while (_listener.IsListening)
        {
            var context = await _listener.GetContextAsync();
            _ = Task.Run(() => ServeAsync(context));
        }
    }

    private async Task ServeAsync(HttpListenerContext context)
    {
        try
        {
            if (!await AnswerAsync(context))
            {
                context.Response.StatusCode = 503;
                context.Response.KeepAlive = false;
            }

            context.Response.Close();
        }
        catch (Exception exception) when (exception is HttpListenerException or IOException)
        {
            context.Response.Abort();
        }
    }

    // False where it breaks: it says that it is away, whatever it has still to read.
    private async Task<bool> AnswerAsync(HttpListenerContext context)
    {
        var (request, response) = (context.Request, context.Response);
        if (request.Url!.AbsolutePath is "/token")
        {
            Scopes.Enqueue(string.Join(' ', request.QueryString.GetValues("scope")!));
            response.OutputStream.Write("{\"token\":\"given\"}"u8);
            return true;
        }

        if (WantsToken && request.Headers["Authorization"] is not "Bearer given")
        {
            response.StatusCode = 401;
            response.Headers["WWW-Authenticate"] = $"Bearer realm=\"http://127.0.0.1:{Port}/token\",service=\"s\"";
            return true;
        }

        Requests.Enqueue($"{request.HttpMethod} {request.RawUrl} {request.Headers["Content-Range"]}".TrimEnd());
        var path = Path().Match(request.Url.AbsolutePath);
        var (name, kind, id) = (path.Groups["name"].Value, path.Groups["kind"].Value, path.Groups["id"].Value);
        return kind is "blobs/uploads" ? await UploadAsync(context, name, id) : await DocumentAsync(context, $"{name}/{kind}/{id}");
    }

    private async Task<bool> DocumentAsync(HttpListenerContext context, string key)
    {
        if (context.Request.HttpMethod is "PUT")
        {
            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body);
            Content[key] = body.ToArray();
            context.Response.StatusCode = 201;
            context.Response.Headers["Docker-Content-Digest"] = Digest.OfBytes(body.ToArray()).ToString();
            return true;
        }

        context.Response.StatusCode = Content.ContainsKey(key) ? 200 : 404;
        return true;
    }

    private async Task<bool> UploadAsync(HttpListenerContext context, string name, string id)
    {
        var (request, response) = (context.Request, context.Response);
        switch (request.HttpMethod)
        {
            case "POST" when request.QueryString["mount"] is { } mount && Content.TryGetValue($"{request.QueryString["from"]}/blobs/{mount}", out var found):
                Content[$"{name}/blobs/{mount}"] = found;
                response.StatusCode = 201;
                return true;
            case "POST":
                id = Interlocked.Increment(ref _number).ToString(CultureInfo.InvariantCulture);
                _uploads[id] = new MemoryStream();
                return Accept(response, name, id, 202);
            case "GET" when _uploads.ContainsKey(id):
                return Accept(response, name, id, 204);
            case "PATCH" when _uploads.TryGetValue(id, out var upload):
                return await TakeAsync(request, upload, id) && Accept(response, name, id, 202);
            case "PUT" when _uploads.TryRemove(id, out var upload):
                Content[$"{name}/blobs/{request.QueryString["digest"]}"] = upload.ToArray();
                response.StatusCode = 201;
                var isLost = LosesCommit;
                LosesCommit = false;
                return !isLost;
            default:
                response.StatusCode = 404;
                return true;
        }
    }

    private async Task<bool> TakeAsync(HttpListenerRequest request, MemoryStream upload, string id)
    {
        if (!request.Headers["Content-Range"]!.StartsWith($"{upload.Length}-", StringComparison.Ordinal))
        {
            throw new IOException("Out of order.");
        }

        var limit = Breaks.TryDequeue(out var end) ? end : int.MaxValue;
        var buffer = new byte[1000];
        int count;
        while (upload.Length < limit && (count = await request.InputStream.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, limit - upload.Length)))) > 0)
        {
            await upload.WriteAsync(buffer.AsMemory(0, count));
        }

        if (upload.Length >= limit && Forgets)
        {
            _uploads.TryRemove(id, out _);
        }

        return upload.Length < limit;
    }

    private bool Accept(HttpListenerResponse response, string name, string id, int status)
    {
        response.StatusCode = status;
        response.Headers["Location"] = $"/v2/{name}/blobs/uploads/{id}?state=a%2Bb";
        response.Headers["Range"] = $"0-{Math.Max(0, _uploads[id].Length - 1)}";
        return true;
    }
}
