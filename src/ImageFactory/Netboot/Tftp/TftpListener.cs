using System.Net;
using System.Net.Sockets;
using ImageFactory.Assets;

namespace ImageFactory.Netboot.Tftp;

/// <summary>Serves <see cref="TftpFiles"/> for reading, to a bounded number of clients at a time.</summary>
internal sealed partial class TftpListener(ServedInterface network, NetbootMode mode, TftpFiles files, ILogger<TftpListener> logger) : BackgroundService
{
    private const int Port = 69;
    private const int MostSessions = 64;
    private const int MostRepetitions = 8;

    private static readonly TimeSpan LongestSession = TimeSpan.FromMinutes(10);

    private readonly DatagramLoop _loop = new(MostSessions, logger);
    private Socket? _socket;

    /// <inheritdoc/>
    /// <exception cref="FactoryException">The port is taken, or this user may not have it.</exception>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _socket = network.Bind(network.Address, Port);
        return base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _socket?.Dispose();
        _loop.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => _loop.RunAsync(
        _socket!, // bound before anything is executed
        TftpReader.LongestRequest,
        (packet, client) => ServeAsync(client, packet, stoppingToken),
        stoppingToken);

    // Each transfer has a port of its own (RFC 1350, section 4).
    private async Task ServeAsync(IPEndPoint client, byte[] packet, CancellationToken stoppingToken)
    {
        if (TftpReader.OpcodeOf(packet) is not (TftpOpcode.ReadRequest or TftpOpcode.WriteRequest))
        {
            return;
        }

        if (mode.IsDryRun)
        {
            LogDryRun(client);
            return;
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        deadline.CancelAfter(LongestSession);
        try
        {
            using var socket = network.Bind(network.Address, 0);
            await socket.ConnectAsync(client, deadline.Token);
            await SendAsync(socket, client, packet, deadline.Token);
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            LogFailed(client, exception.Message);
        }
    }

    private async Task SendAsync(Socket socket, IPEndPoint client, byte[] packet, CancellationToken cancellationToken)
    {
        TftpRequest request;
        try
        {
            request = TftpReader.ReadRequest(packet);
        }
        catch (InvalidDataException exception)
        {
            await RefuseAsync(socket, client, TftpErrorCode.IllegalOperation, exception.Message, cancellationToken);
            return;
        }

        try
        {
            if (await files.FindAsync(request.File, cancellationToken) is { } file)
            {
                await TransferAsync(socket, client, request, file, cancellationToken);
                return;
            }

            await RefuseAsync(socket, client, TftpErrorCode.FileNotFound, $"There is no file '{request.File}'.", cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            LogFailed(client, exception.Message);
            await RefuseAsync(socket, client, TftpErrorCode.Undefined, "The file cannot be read; the server's log has the details.", cancellationToken);
        }
    }

    private async Task TransferAsync(
        Socket socket, IPEndPoint client, TftpRequest request, ReadOnlyMemory<byte> file, CancellationToken cancellationToken)
    {
        var transfer = new TftpTransfer(request, file);
        var repetitions = 0;
        var isNew = true;
        while (!transfer.IsComplete && repetitions < MostRepetitions)
        {
            foreach (var packet in transfer.Next())
            {
                await socket.SendAsync(packet, cancellationToken);
            }

            isNew = await WaitAsync(socket, transfer, cancellationToken);
            repetitions = isNew ? 0 : repetitions + 1;
        }

        if (transfer.IsComplete)
        {
            LogSent(client, request.File, file.Length);
        }
        else
        {
            LogFailed(client, $"'{request.File}' was not taken to its end.");
        }
    }

    // True when the client has got further, false when it is to be told again.
    private static async Task<bool> WaitAsync(Socket socket, TftpTransfer transfer, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(transfer.Timeout);
        var buffer = new byte[TftpReader.LongestRequest];
        try
        {
            while (true)
            {
                var length = await socket.ReceiveAsync(buffer, patience.Token);
                if (TftpReader.OpcodeOf(buffer.AsSpan(0, length)) is TftpOpcode.Error)
                {
                    // Boot ROMs break off after they have learned the size.
                    throw new OperationCanceledException("the client broke off");
                }

                if (TftpReader.ReadAcknowledgement(buffer.AsSpan(0, length)) is { } block && transfer.Acknowledge(block))
                {
                    return true;
                }
            }
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task RefuseAsync(Socket socket, IPEndPoint client, TftpErrorCode code, string reason, CancellationToken cancellationToken)
    {
        LogRefused(client, reason);
        await socket.SendAsync(TftpWriter.Error(code, reason), cancellationToken);
    }

    [LoggerMessage(LogLevel.Information, "TFTP {Client}: {File}, {Length} bytes")]
    private partial void LogSent(IPEndPoint client, string file, int length);

    [LoggerMessage(LogLevel.Information, "TFTP {Client}: {Reason}")]
    private partial void LogRefused(IPEndPoint client, string reason);

    [LoggerMessage(LogLevel.Information, "TFTP {Client}: {Reason}")]
    private partial void LogFailed(IPEndPoint client, string reason);

    [LoggerMessage(LogLevel.Information, "dry run: TFTP {Client}: a request would be answered")]
    private partial void LogDryRun(IPEndPoint client);
}
