using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ImageFactory.Oci.Tests.Client;

/// <summary>A server in this process that speaks just enough HTTP to lie in it.</summary>
internal sealed class StandIn : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Func<StandInRequest, StandInAnswer> _answer;

    public StandIn(Func<StandInRequest, StandInAnswer> answer)
    {
        _answer = answer;
        _listener.Start();
        _ = ListenAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public ConcurrentQueue<StandInRequest> Requests { get; } = new();

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task ListenAsync()
    {
        var token = _end.Token;
        while (!token.IsCancellationRequested)
        {
            _ = ServeAsync(await _listener.AcceptTcpClientAsync(token), token);
        }
    }

    private async Task ServeAsync(TcpClient client, CancellationToken token)
    {
        using (client)
        {
            var stream = client.GetStream();
            var request = await ReadAsync(stream, token);
            Requests.Enqueue(request);
            var answer = _answer(request);
            if (answer != StandInAnswer.Silence)
            {
                await stream.WriteAsync(answer.Head(), token);
            }

            if (request.Method is not "HEAD")
            {
                await stream.WriteAsync(answer.Body, token);
            }

            client.LingerState = new LingerOption(answer.Resets, 0);
            await Task.Delay(answer.Hangs ? Timeout.Infinite : 0, token);
        }
    }

    private static async Task<StandInRequest> ReadAsync(Stream stream, CancellationToken token)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        var first = (await reader.ReadLineAsync(token) ?? "? ?").Split(' ');
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await reader.ReadLineAsync(token) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers[line[..colon]] = line[(colon + 1)..].Trim();
        }

        return new StandInRequest(first[0], first[1], headers);
    }
}
