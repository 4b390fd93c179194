using System.Net;

namespace ImageFactory.Oci.Client;

/// <summary>Puts questions to one endpoint, as somebody who may ask them.</summary>
internal sealed class RegistryConnection : IDisposable
{
    private readonly RegistryOptions _options;
    private readonly RedirectingClient _client;
    private readonly Authorizer _authorizer;
    private long _restsUntil;

    public RegistryConnection(RegistryEndpoint endpoint, RegistryOptions options)
    {
        Endpoint = endpoint;
        _options = options;
        _client = new RedirectingClient(endpoint, options);
        _authorizer = new Authorizer(endpoint, options, _client);
    }

    public RegistryEndpoint Endpoint { get; }

    /// <summary>Whether it failed a short while ago.</summary>
    public bool IsResting => _options.Time.GetUtcNow().UtcTicks < Volatile.Read(ref _restsUntil);

    /// <summary>A good answer when its headers are there, which the caller disposes, or null when there is no such thing.</summary>
    /// <exception cref="ResponseException">The registry refuses.</exception>
    /// <exception cref="IOException">It does not answer in time.</exception>
    public async Task<HttpResponseMessage?> SendAsync(RegistryRequest request, CancellationToken cancellationToken) =>
        await LimitAsync(async (limited, onSent) => await SendUnlimitedAsync(request, onSent, limited), cancellationToken);

    /// <summary>What <paramref name="read"/> makes of a good answer, or null when there is no such thing; in time, as a whole.</summary>
    public async Task<T?> ReadAsync<T>(
        RegistryRequest request, Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
        where T : class =>
        await LimitAsync(
            async (limited, onSent) =>
            {
                using var response = await SendUnlimitedAsync(request, onSent, limited);
                return response is null ? null : await read(response, limited);
            },
            cancellationToken);

    /// <summary>Remembers that it failed.</summary>
    public void Rest() => Volatile.Write(ref _restsUntil, (_options.Time.GetUtcNow() + _options.RestAfterFault).UtcTicks);

    public void Dispose() => _client.Dispose();

    // The time to answer counts from the last byte that was sent.
    private ValueTask<T> LimitAsync<T>(Func<CancellationToken, Action, ValueTask<T>> action, CancellationToken cancellationToken) =>
        TimeLimit.RunAsync(action, _options.AnswerTimeout, _options.Time, cancellationToken);

    private async Task<HttpResponseMessage?> SendUnlimitedAsync(RegistryRequest request, Action onSent, CancellationToken cancellationToken)
    {
        var response = await SendOnceAsync(request, onSent, cancellationToken);
        try
        {
            if (response.StatusCode == HttpStatusCode.Unauthorized
                && await _authorizer.AnswerAsync(response, request.ScopeAt(Endpoint), cancellationToken))
            {
                response.Dispose();
                response = await SendOnceAsync(request, onSent, cancellationToken);
            }

            if (response.IsSuccessStatusCode)
            {
                return response;
            }

            if (response.StatusCode != HttpStatusCode.NotFound)
            {
                throw await Refusals.ExplainAsync(response, _options.Time, string.Empty, cancellationToken);
            }
        }
        catch
        {
            response.Dispose();
            throw;
        }

        response.Dispose();
        return null;
    }

    private Task<HttpResponseMessage> SendOnceAsync(RegistryRequest request, Action onSent, CancellationToken cancellationToken)
    {
        var authorization = _authorizer.Find(request.ScopeAt(Endpoint));
        return _client.SendAsync(
            request.AddressAt(Endpoint),
            address => request.ToMessage(address, Endpoint.IsAt(address) ? authorization : null, onSent),
            cancellationToken);
    }
}
