using System.Net;
using ImageFactory.Assets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace ImageFactory.Delivery;

/// <summary>
/// A second listener for firmware and old network boot programs, which know no TLS: plain HTTP/1, also 1.0, and nothing but what
/// machines boot from. So an operator may open it to a network that shall reach nothing else.
/// </summary>
internal sealed class BootListener
{
    private static readonly object Mark = new();
    private static readonly PathString[] Paths = ["/pxe", "/image", "/healthz", "/readyz"];

    private readonly HashSet<IPEndPoint> _addresses;

    /// <param name="bootUrls">Its addresses, separated by semicolons; null or empty for none.</param>
    /// <param name="urls">Those of the listener for everything.</param>
    /// <exception cref="FactoryException">An address is not plain HTTP, or that of the other listener.</exception>
    public BootListener(string? bootUrls, string urls)
    {
        _addresses = [.. Split(bootUrls).Select(Plain).Select(EndPointOf)];
        if (Split(urls).Select(BindingAddress.Parse).Select(EndPointOf).FirstOrDefault(_addresses.Contains) is { } twice)
        {
            throw new FactoryException(FactoryError.InvalidCombination, $"Urls and BootUrls both have the address {twice}.");
        }
    }

    /// <summary>Marks the connections that come through this listener.</summary>
    public void AddTo(KestrelServerOptions kestrel) => kestrel.ConfigureEndpointDefaults(listen =>
    {
        if (listen.IPEndPoint is { } address && _addresses.Contains(address))
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.Use(next => connection =>
            {
                connection.Items[Mark] = Mark;
                return next(connection);
            });
        }
    });

    /// <summary>Answers on marked connections as if there were nothing but <see cref="Paths"/>.</summary>
    public static void Restrict(IApplicationBuilder application) => application.Use((context, next) =>
    {
        if (!IsBoot(context) || Array.Exists(Paths, path => context.Request.Path.StartsWithSegments(path, StringComparison.Ordinal)))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    });

    private static bool IsBoot(HttpContext context) =>
        context.Features.Get<IConnectionItemsFeature>()?.Items.ContainsKey(Mark) ?? false;

    private static string[] Split(string? urls) =>
        (urls ?? string.Empty).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static BindingAddress Plain(string url)
    {
        try
        {
            if (BindingAddress.Parse(url) is { Scheme: "http", IsUnixPipe: false } address)
            {
                return address;
            }
        }
        catch (FormatException)
        {
            // Said below.
        }

        throw new FactoryException(FactoryError.InvalidCombination, $"BootUrls has '{url}'; expected an address such as http://192.168.1.10:8081, without TLS.");
    }

    // As Kestrel reads an address: a name that is neither an address nor localhost means all interfaces.
    private static IPEndPoint EndPointOf(BindingAddress address)
    {
        if (address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        {
            return new IPEndPoint(IPAddress.Loopback, address.Port);
        }

        return new IPEndPoint(IPAddress.TryParse(address.Host, out var known) ? known : IPAddress.IPv6Any, address.Port);
    }
}
