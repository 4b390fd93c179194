using System.Net;

namespace ImageFactory.Oci.Client;

/// <summary>Names and connections, apart from the rules about them.</summary>
internal interface INetwork
{
    /// <summary>The addresses of a host.</summary>
    Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken);

    /// <summary>Connects to an address that was found good.</summary>
    Task<Stream> ConnectAsync(IPEndPoint address, CancellationToken cancellationToken);
}
