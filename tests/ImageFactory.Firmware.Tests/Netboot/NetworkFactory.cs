using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ImageFactory.Assets.Plans;
using ImageFactory.Assets.Schematics;
using ImageFactory.Boot.SecureBoot;
using ImageFactory.Configuration;
using ImageFactory.Firmware.Tests.Product;
using ImageFactory.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

[assembly: AssemblyFixture(typeof(ImageFactory.Firmware.Tests.Netboot.NetworkFactory))]

namespace ImageFactory.Firmware.Tests.Netboot;

/// <summary>
/// The real server over the sample release, for guests behind QEMU's own network: there the loopback interface of the host is
/// 10.0.2.2. It starts when the first test asks for it.
/// </summary>
public sealed class NetworkFactory : IAsyncDisposable
{
    private readonly TemporaryDirectory _data = new();
    private readonly Lazy<Task<WebApplication>> _server;
    private readonly int _port = FreePort();

    public NetworkFactory() => _server = new Lazy<Task<WebApplication>>(StartAsync);

    /// <summary>The URL at which guests reach it.</summary>
    internal string Url => string.Create(CultureInfo.InvariantCulture, $"http://10.0.2.2:{_port}");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_server.IsValueCreated)
        {
            var server = await _server.Value;
            await server.StopAsync();
            await server.DisposeAsync();
        }

        _data.Dispose();
    }

    /// <summary>Keeps the order's schematic and returns its ID.</summary>
    internal async Task<string> CreateAsync(Order order, CancellationToken cancellationToken)
    {
        var schematics = (await _server.Value).Services.GetRequiredService<SchematicStore>();
        return (await schematics.CreateAsync(order.Schematic(), admit: () => { }, cancellationToken)).Id.ToString();
    }

    /// <summary>The command line that the factory has for an order.</summary>
    internal async Task<string> GetCommandLineAsync(Order order, CancellationToken cancellationToken)
    {
        var id = await CreateAsync(order, cancellationToken);
        using var client = new HttpClient { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}")) };
        return await client.GetStringAsync(new Uri($"/image/{id}/{order.Version}/cmdline-{order.Asset}", UriKind.Relative), cancellationToken);
    }

    /// <summary>Makes an asset before a guest asks for it: firmware waits a few seconds for a length, which a busy machine may not keep.</summary>
    /// <param name="url">The URL at which guests reach it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal static async Task MakeAsync(string url, CancellationToken cancellationToken)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Head, new Uri(url.Replace("10.0.2.2", "127.0.0.1", StringComparison.Ordinal)));
        using var answer = await client.SendAsync(request, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>The keys that it made for itself.</summary>
    internal async Task<SecureBootKeys> GetKeysAsync(CancellationToken cancellationToken) =>
        await (await _server.Value).Services.GetRequiredService<IKeySource>().GetAsync(cancellationToken);

    // Not in the constructor: where there is no sample release, each test says so.
    private async Task<WebApplication> StartAsync()
    {
        var server = FactoryServer.Create(new FactoryOptions
        {
            Source = SampleRelease.Require(),
            Data = _data.Combine("data"),
            Urls = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}"),
            ExternalUrl = Url,
        });
        await server.StartAsync();
        return server;
    }

    // Guests are told the port before the server listens on it.
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
