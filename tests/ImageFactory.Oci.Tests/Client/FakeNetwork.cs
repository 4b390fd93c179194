using System.Collections.Concurrent;
using System.Net;
using ImageFactory.Oci.Client;

namespace ImageFactory.Oci.Tests.Client;

/// <summary>
/// Names that have the addresses of a table, and connections that all end in this machine. A host may have several addresses, one
/// for each time that it is asked for, the last one from then on.
/// </summary>
internal sealed class FakeNetwork(params (string Host, string[] Addresses)[] hosts) : INetwork
{
    public const string PublicAddress = "93.184.216.34";

    private readonly SystemNetwork _real = new();
    private readonly ConcurrentDictionary<string, int> _questions = new(StringComparer.Ordinal);

    public ConcurrentQueue<string> Connected { get; } = new();

    public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        var addresses = hosts.Single(row => row.Host == host).Addresses;
        var question = _questions.AddOrUpdate(host, 0, (_, count) => count + 1);
        return Task.FromResult(new[] { IPAddress.Parse(addresses[Math.Min(question, addresses.Length - 1)]) });
    }

    public Task<Stream> ConnectAsync(IPEndPoint address, CancellationToken cancellationToken)
    {
        Connected.Enqueue(address.Address.ToString());
        return _real.ConnectAsync(new IPEndPoint(IPAddress.Loopback, address.Port), cancellationToken);
    }
}
