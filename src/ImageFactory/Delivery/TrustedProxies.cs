using ImageFactory.Assets;
using Microsoft.AspNetCore.HttpOverrides;

namespace ImageFactory.Delivery;

/// <summary>Reverse proxies of the operator: only they are believed when they say for whom they ask (<c>X-Forwarded-For</c>).</summary>
internal static class TrustedProxies
{
    /// <param name="networks">Their networks, in CIDR notation.</param>
    /// <exception cref="FactoryException">One is not a network.</exception>
    public static void UseTrustedProxies(this IApplicationBuilder application, IEnumerable<string> networks)
    {
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in networks)
        {
            options.KnownIPNetworks.Add(System.Net.IPNetwork.TryParse(network, out var known)
                ? known
                : throw new FactoryException(
                    FactoryError.InvalidCombination, $"The trusted proxy '{network}' is not a network in CIDR notation, such as 10.0.0.0/8."));
        }

        if (options.KnownIPNetworks.Count > 0)
        {
            application.UseForwardedHeaders(options);
        }
    }
}
