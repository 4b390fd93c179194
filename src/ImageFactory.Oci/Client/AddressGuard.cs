using System.Net;
using System.Net.Sockets;

namespace ImageFactory.Oci.Client;

/// <summary>
/// Connects for one endpoint, and decides by the address that it then connects to, so that a name which changes its address
/// between question and use gains nothing. Addresses that are not public are refused, unless every connection to the endpoint
/// itself so far led to such an address: a registry in a private network may point into it, one on the Internet may not.
/// </summary>
internal sealed class AddressGuard(Uri endpoint, INetwork network)
{
    private volatile bool _isPublic;

    /// <exception cref="UnauthorizedAccessException">The host has only addresses that are refused.</exception>
    /// <exception cref="IOException">The host has no addresses.</exception>
    public async ValueTask<Stream> ConnectAsync(DnsEndPoint host, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(host.Host, out var literal)
            ? [literal]
            : await network.ResolveAsync(host.Host, cancellationToken);
        Exception? fault = null;
        foreach (var address in addresses)
        {
            try
            {
                return await ConnectAsync(host, address, cancellationToken);
            }
            catch (Exception exception) when (exception is IOException or SocketException or UnauthorizedAccessException)
            {
                fault = exception;
            }
        }

        throw fault ?? new IOException($"The host '{host.Host}' has no address.");
    }

    private async Task<Stream> ConnectAsync(DnsEndPoint host, IPAddress address, CancellationToken cancellationToken)
    {
        var isPublic = PublicAddresses.Contains(address);
        if (!isPublic && _isPublic)
        {
            throw new UnauthorizedAccessException(
                $"The host '{host.Host}' has the address {address}, which a registry on the Internet must not point to.");
        }

        var stream = await network.ConnectAsync(new IPEndPoint(address, host.Port), cancellationToken);
        if (isPublic && IsEndpoint(host))
        {
            _isPublic = true;
        }

        return stream;
    }

    private bool IsEndpoint(DnsEndPoint host) =>
        string.Equals(host.Host.Trim('[', ']'), endpoint.IdnHost.Trim('[', ']'), StringComparison.OrdinalIgnoreCase) && host.Port == endpoint.Port;
}
