using System.Net.Sockets;
using ImageFactory.Netboot.Dhcp;
using ImageFactory.Netboot.Rules;
using ImageFactory.Netboot.Tftp;

namespace ImageFactory.Netboot;

/// <summary>Boots the machines of one network: proxy DHCP, TFTP, and scripts over HTTP.</summary>
internal static class NetbootServer
{
    // What the factory says is a schematic or a script.
    private const int LongestAnswer = 2 * 1024 * 1024;

    private static readonly TimeSpan FactoryPatience = TimeSpan.FromSeconds(30);

    /// <summary>Builds the server; it listens once it is run.</summary>
    public static WebApplication Create(ServedInterface network, NetbootMode mode, Func<ILoggerFactory, NetbootRulesFile> rules)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "imagefactory" });
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 0;
            kestrel.Listen(network.Address, mode.HttpPort);
        });

        // Kestrel's own sockets are bound to an address, which a neighbour on another network may reach through this machine.
        builder.WebHost.UseSockets(sockets => sockets.CreateBoundListenSocket = endPoint => network.Bind(endPoint, SocketType.Stream));
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("ImageFactory", LogLevel.Information);
        builder.Services.AddSingleton(network);
        builder.Services.AddSingleton(mode);
        builder.Services.AddSingleton(provider => rules(provider.GetRequiredService<ILoggerFactory>()));
        builder.Services.AddSingleton(_ => new HttpClient { Timeout = FactoryPatience, MaxResponseContentBufferSize = LongestAnswer });
        builder.Services.AddSingleton<DerivedSchematics>();
        builder.Services.AddSingleton<BootOffers>();
        builder.Services.AddSingleton<UkiPreparation>();
        builder.Services.AddSingleton(provider => provider.GetRequiredService<BootOffers>().Files());
        builder.Services.AddHostedService(provider => provider.GetRequiredService<NetbootRulesFile>());
        builder.Services.AddHostedService<DhcpListener>();
        builder.Services.AddHostedService<TftpListener>();

        var application = builder.Build();
        application.MapBootScript();
        return application;
    }
}
