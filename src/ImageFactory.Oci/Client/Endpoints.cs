using System.Runtime.ExceptionServices;

namespace ImageFactory.Oci.Client;

/// <summary>
/// Puts a question to the endpoints in their order. The first answer wins; an endpoint that does not have the thing, fails or
/// answers with damaged data is passed over, and one that does not answer comes after the others for a while. When none answers and a
/// fault may pass, all are asked again after a while. What the last one, the registry itself, does not have is not there.
/// </summary>
internal sealed class Endpoints : IDisposable
{
    private readonly RegistryOptions _options;
    private readonly RegistryConnection[] _connections;
    private readonly Backoff _backoff;

    public Endpoints(RegistryOptions options)
    {
        _options = options;
        _connections = [.. options.Endpoints.Select(endpoint => new RegistryConnection(endpoint, options))];
        _backoff = new Backoff(options);
    }

    /// <summary>The answer, or null when every endpoint says that there is none.</summary>
    public async Task<T?> AskAsync<T>(Func<RegistryConnection, Task<T?>> question, CancellationToken cancellationToken)
        where T : class
    {
        var attempt = 0;
        while (true)
        {
            attempt++;
            var (answer, fault) = await AskOnceAsync(question);
            if (answer is not null || fault is null)
            {
                return answer;
            }

            if (_backoff.Find(fault, attempt) is not { } wait)
            {
                ExceptionDispatchInfo.Throw(fault);
                throw fault; // the line before always throws
            }

            await Task.Delay(wait, _options.Time, cancellationToken);
        }
    }

    public void Dispose() => Array.ForEach(_connections, connection => connection.Dispose());

    private async Task<(T? Answer, Exception? Fault)> AskOnceAsync<T>(Func<RegistryConnection, Task<T?>> question)
        where T : class
    {
        Exception? fault = null;
        var isAbsent = false;
        foreach (var connection in _connections.OrderBy(connection => connection.IsResting).ToList())
        {
            try
            {
                if (await question(connection) is { } answer)
                {
                    return (answer, null);
                }

                isAbsent |= connection == _connections[^1];
            }
            catch (Exception exception) when (IsFault(exception))
            {
                if (Backoff.IsPassing(exception))
                {
                    connection.Rest();
                }

                // Of several faults, one that may pass decides; else the last, of the registry that the others mirror.
                fault = fault is not null && Backoff.IsPassing(fault) && !Backoff.IsPassing(exception) ? fault : exception;
            }
        }

        return (null, isAbsent ? null : fault);
    }

    private static bool IsFault(Exception exception) => exception
        is HttpRequestException or IOException or InvalidDataException or UnauthorizedAccessException or NotSupportedException;
}
