using System.Collections.Concurrent;
using ImageFactory.Assets;
using ImageFactory.Netboot.Dhcp;
using ImageFactory.Netboot.Rules;

namespace ImageFactory.Netboot;

/// <summary>
/// Has the factory make a unified kernel image before firmware asks for it: firmware waits some seconds for the first byte, and does not come
/// back.
/// </summary>
internal sealed partial class UkiPreparation(BootOffers offers, HttpClient http, ILogger<UkiPreparation> logger) : IDisposable
{
    private const int MostAtATime = 64;

    private readonly SemaphoreSlim _places = new(MostAtATime);
    private readonly ConcurrentDictionary<string, bool> _asked = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();

    /// <summary>
    /// Asks the factory for what the firmware of a machine will fetch, if it will; waits for nothing that has to be made. It may take longer than
    /// an answer to the machine may: the client's own timeout ends it. A question that finds no place is dropped.
    /// </summary>
    public async Task PrepareAsync(BootClient client, NetbootTarget target)
    {
        if (!await _places.WaitAsync(TimeSpan.Zero))
        {
            return;
        }

        try
        {
            if (await offers.FindUkiUrlAsync(client, target, CancellationToken.None) is { } url && _asked.TryAdd(url, true))
            {
                await AskAsync(url);
            }
        }
        catch (Exception exception) when (exception is FactoryException or HttpRequestException or OperationCanceledException)
        {
            // The machine will ask for itself.
            LogFailed(client.Machine, exception.Message);
        }
        finally
        {
            _places.Release();
        }
    }

    private async Task AskAsync(string url)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Head, new Uri(url));
            request.Headers.Add("Prefer", "respond-async");
            using var answer = await http.SendAsync(request, CancellationToken.None);
        }
        finally
        {
            _asked.TryRemove(url, out _);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Machine}: its image is not being made beforehand: {Reason}")]
    private partial void LogFailed(Machine machine, string reason);
}
