using System.Collections.Concurrent;
using System.Net;
using ImageFactory.Assets;
using ImageFactory.Assets.Jobs;
using ImageFactory.Assets.Schematics;
using ImageFactory.Delivery;

namespace ImageFactory.Upstream;

/// <summary>
/// Another factory over HTTP. Clients choose no more of a request than the ID; redirects are not followed, answers are bounded in time and
/// length, and what the factory does not have is not asked for again for a while.
/// </summary>
internal sealed class UpstreamFactory : ISchematicUpstream, IDisposable
{
    private const int LongestSchematic = 2 * 1024 * 1024;
    private const int MostRequests = 8;
    private const int MostRemembered = 4096;
    private const string Pseudonym = "imagefactory";

    private readonly Uri _address;
    private readonly TimeProvider _time;
    private readonly HttpClient _client;
    private readonly SemaphoreSlim _requests = new(MostRequests);
    private readonly SingleFlight<SchematicId, ReadOnlyMemory<byte>?> _asking = new();
    private readonly ConcurrentDictionary<SchematicId, DateTimeOffset> _absent = new();

    /// <summary>The factory at an address, which may have a path.</summary>
    public UpstreamFactory(Uri address, TimeProvider time)
    {
        _address = new Uri(address.AbsoluteUri.TrimEnd('/') + "/");
        _time = time;
        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = LongestSchematic,
        };
        _client.DefaultRequestHeaders.UserAgent.ParseAdd(Pseudonym);
        _client.DefaultRequestHeaders.Via.ParseAdd("1.1 " + Pseudonym);
        _client.DefaultRequestHeaders.Accept.ParseAdd("application/yaml");
    }

    /// <summary>How long an answer may take, the wait for others included.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long it is believed that the factory does not have a schematic.</summary>
    public TimeSpan Memory { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether a request is one that a factory passes on (RFC 9110, 7.6.3).</summary>
    public static bool Asks(HttpRequest request) =>
        request.Headers.Via.Any(via => via?.Contains(Pseudonym, StringComparison.OrdinalIgnoreCase) == true);

    /// <inheritdoc/>
    public async Task<ReadOnlyMemory<byte>?> FindAsync(SchematicId id, CancellationToken cancellationToken)
    {
        if (_absent.TryGetValue(id, out var until) && _time.GetUtcNow() < until)
        {
            return null;
        }

        var found = await _asking.RunAsync(id, cancellation => AskAsync(id, cancellation), cancellationToken);
        if (found is null)
        {
            Remember(id);
        }

        return found;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _client.Dispose();
        _requests.Dispose();
    }

    private void Remember(SchematicId id)
    {
        if (_absent.Count >= MostRemembered)
        {
            _absent.Clear();
        }

        _absent[id] = _time.GetUtcNow() + Memory;
    }

    private async Task<ReadOnlyMemory<byte>?> AskAsync(SchematicId id, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            await _requests.WaitAsync(limit.Token);
            try
            {
                using var answer = await _client.GetAsync(new Uri(_address, $"schematics/{id}"), HttpCompletionOption.ResponseHeadersRead, limit.Token);
                return await ReadAsync(id, answer, limit.Token);
            }
            finally
            {
                _requests.Release();
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new FactoryException(
                FactoryError.SourceUnavailable, "The schematic is not known here, and the upstream factory cannot be asked for it now; try again later.", exception);
        }
    }

    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(SchematicId id, HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        switch ((int)answer.StatusCode)
        {
            case 200:
                return await ReadBodyAsync(id, answer, cancellationToken);
            case >= 300 and < 400:
                throw new FactoryException(
                    FactoryError.SourceInvalid, $"The upstream factory redirects the question for the schematic {id}; redirects are not followed.");

            // It asks for a name, keeps the schematic to itself, or has none.
            case 400 or 401 or 403 or 404 or 410:
                return null;
            case var status:
                throw new FactoryException(
                    FactoryError.SourceUnavailable, $"The schematic is not known here, and the upstream factory answers with {status}; try again later.");
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadBodyAsync(SchematicId id, HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        await using var content = await answer.Content.ReadAsStreamAsync(cancellationToken);
        return await BoundedBody.ReadAsync(
            content,
            LongestSchematic,
            () => new FactoryException(FactoryError.SourceInvalid, $"The upstream factory gave more than {LongestSchematic} bytes for the schematic {id}."),
            cancellationToken);
    }
}
