using System.Net;
using System.Net.Sockets;
using ImageFactory.Assets;

namespace ImageFactory.Netboot.Dhcp;

/// <summary>
/// Hears who looks for something to boot, beside the DHCP server that gives addresses, and answers those that a rule is for. Of everything
/// else it takes no notice.
/// </summary>
internal sealed partial class DhcpListener(
    ServedInterface network, NetbootMode mode, BootOffers offers, UkiPreparation preparation, ILogger<DhcpListener> logger) : BackgroundService
{
    private const int ServerPort = 67;
    private const int ClientPort = 68;
    private const int BootServerPort = 4011;
    private const int MostAtATime = 64;

    // Firmware asks again after some seconds; what comes later is for nobody.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    private readonly DatagramLoop _loop = new(MostAtATime, logger);
    private Socket? _server;
    private Socket? _bootServer;

    /// <inheritdoc/>
    /// <exception cref="FactoryException">A port is taken, or this user may not have it.</exception>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _server = network.Bind(IPAddress.Any, ServerPort);
        _bootServer = network.Bind(IPAddress.Any, BootServerPort);
        return base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _server?.Dispose();
        _bootServer?.Dispose();
        _loop.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        ListenAsync(_server!, isBootServer: false, stoppingToken), // both are bound before anything is executed
        ListenAsync(_bootServer!, isBootServer: true, stoppingToken));

    // The boot server answers to where the question came from; on the other port the client has no address yet.
    private Task ListenAsync(Socket socket, bool isBootServer, CancellationToken stoppingToken) => _loop.RunAsync(
        socket,
        DhcpReader.LongestMessage,
        (datagram, client) => AnswerAsync(
            socket, datagram, isBootServer ? client : new IPEndPoint(IPAddress.Broadcast, ClientPort), isBootServer, stoppingToken),
        stoppingToken);

    private async Task AnswerAsync(Socket socket, byte[] datagram, IPEndPoint target, bool isBootServer, CancellationToken stoppingToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        patience.CancelAfter(Patience);
        try
        {
            var message = DhcpReader.Read(datagram);
            await AnswerAsync(message, isBootServer, answer => socket.SendToAsync(DhcpWriter.Write(answer), target, patience.Token), patience.Token);
        }
        catch (InvalidDataException)
        {
            // Whatever it is, it is nothing for this server.
        }
    }

    private async Task AnswerAsync(
        DhcpMessage message, bool isBootServer, Func<DhcpMessage, ValueTask<int>> send, CancellationToken cancellationToken)
    {
        // What came through a relay is from another network.
        if (ProxyDhcp.TypeOfAnswer(message, isBootServer) is not { } type || !message.Relay.Equals(IPAddress.Any) || BootClient.Find(message) is not { } client)
        {
            return;
        }

        if (offers.FindRule(client) is not { } rule)
        {
            LogNoRule(client.Kind, client.Machine);
            return;
        }

        if (rule.Target is null)
        {
            LogIgnored(client.Kind, client.Machine, rule.Name);
            return;
        }

        var bootFile = await offers.GetBootFileAsync(client, rule.Target, cancellationToken);
        if (mode.IsDryRun)
        {
            LogDryRun(client.Kind, client.Machine, rule.Name, bootFile);
            return;
        }

        LogOffered(client.Kind, client.Machine, rule.Name, bootFile);
        await send(ProxyDhcp.Answer(message, client, type, network.Address, bootFile));
        _ = preparation.PrepareAsync(client, rule.Target);
    }

    [LoggerMessage(LogLevel.Information, "DHCP {Kind} {Machine}: rule {Rule}: {BootFile}")]
    private partial void LogOffered(BootClientKind kind, Machine machine, string rule, string bootFile);

    [LoggerMessage(LogLevel.Information, "dry run: DHCP {Kind} {Machine}: rule {Rule}: would be given {BootFile}")]
    private partial void LogDryRun(BootClientKind kind, Machine machine, string rule, string bootFile);

    [LoggerMessage(LogLevel.Information, "DHCP {Kind} {Machine}: rule {Rule} leaves it alone")]
    private partial void LogIgnored(BootClientKind kind, Machine machine, string rule);

    [LoggerMessage(LogLevel.Information, "DHCP {Kind} {Machine}: no rule is for it")]
    private partial void LogNoRule(BootClientKind kind, Machine machine);
}
