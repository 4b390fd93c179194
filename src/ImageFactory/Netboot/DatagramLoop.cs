using System.Net;
using System.Net.Sockets;

namespace ImageFactory.Netboot;

/// <summary>
/// Hears datagrams and has them answered, a bounded number at a time. One that finds no place is dropped: clients of UDP ask again.
/// </summary>
internal sealed partial class DatagramLoop(int mostAtATime, ILogger logger) : IDisposable
{
    // A cable that is pulled out, or an interface that goes down for a while.
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _places = new(mostAtATime);

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();

    /// <summary>Runs until it is stopped.</summary>
    /// <param name="socket">Where datagrams come in.</param>
    /// <param name="longest">The longest datagram that means something, in bytes; of a longer one, one byte more is shown.</param>
    /// <param name="answer">Answers one; whatever it throws is logged.</param>
    /// <param name="stoppingToken">Stops it.</param>
    public async Task RunAsync(Socket socket, int longest, Func<byte[], IPEndPoint, Task> answer, CancellationToken stoppingToken)
    {
        var buffer = new byte[longest + 1];
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var received = await socket.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0), stoppingToken);
                if (await _places.WaitAsync(TimeSpan.Zero, stoppingToken))
                {
                    _ = AnswerAsync(buffer[..received.ReceivedBytes], (IPEndPoint)received.RemoteEndPoint, answer);
                }
            }
            catch (SocketException exception)
            {
                LogFailed(exception.Message);
                await Task.Delay(Recovery, stoppingToken);
            }
        }
    }

    private async Task AnswerAsync(byte[] datagram, IPEndPoint client, Func<byte[], IPEndPoint, Task> answer)
    {
        try
        {
            await answer(datagram, client);
        }
#pragma warning disable CA1031 // The edge: what one client does must not end the service for the others.
        catch (Exception exception)
        {
            LogFailed(exception.Message);
        }
#pragma warning restore CA1031
        finally
        {
            _places.Release();
        }
    }

    [LoggerMessage(LogLevel.Warning, "no answer: {Reason}")]
    private partial void LogFailed(string reason);
}
