using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text;
using ImageFactory.Assets;

namespace ImageFactory.Netboot;

/// <summary>The one network interface on which machines are booted.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Address">Its IPv4 address.</param>
internal sealed record ServedInterface(string Name, IPAddress Address)
{
    // Linux: asm-generic/socket.h. What comes in through another interface never reaches such a socket, and nothing leaves through another.
    private const int SolSocket = 1;
    private const int SoBindToDevice = 25;

    // RFC 1918, RFC 3927, RFC 6598 and loopback: networks that nobody has for himself in the world.
    private static readonly System.Net.IPNetwork[] Private =
    [
        System.Net.IPNetwork.Parse("10.0.0.0/8"), System.Net.IPNetwork.Parse("172.16.0.0/12"), System.Net.IPNetwork.Parse("192.168.0.0/16"),
        System.Net.IPNetwork.Parse("169.254.0.0/16"), System.Net.IPNetwork.Parse("100.64.0.0/10"), System.Net.IPNetwork.Parse("127.0.0.0/8"),
    ];

    /// <summary>Finds an interface of this machine.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="allowPublic">Whether its address may be one that the whole world can reach.</param>
    /// <exception cref="FactoryException">There is none of that name, it has no IPv4 address, or a public one.</exception>
    public static ServedInterface Find(string name, bool allowPublic)
    {
        var all = NetworkInterface.GetAllNetworkInterfaces();
        var found = Array.Find(all, each => string.Equals(each.Name, name, StringComparison.Ordinal))
            ?? throw Wrong($"There is no network interface '{name}'; there is {string.Join(", ", all.Select(each => each.Name))}.");
        var address = found.GetIPProperties().UnicastAddresses.Select(each => each.Address)
            .FirstOrDefault(each => each.AddressFamily == AddressFamily.InterNetwork)
            ?? throw Wrong($"The network interface '{name}' has no IPv4 address.");
        return allowPublic || IsPrivate(address)
            ? new ServedInterface(name, address)
            : throw Wrong(
                $"The network interface '{name}' has the public address {address}; to answer whoever asks there would boot machines of strangers. "
                + "--allow-public does it nevertheless.");
    }

    /// <summary>Whether an address belongs to a network that is nobody's alone.</summary>
    public static bool IsPrivate(IPAddress address) => Array.Exists(Private, network => network.Contains(address));

    /// <summary>A socket for UDP that hears and speaks on this interface only.</summary>
    /// <param name="address">The local address: any one to hear what is broadcast.</param>
    /// <param name="port">The local port; 0 for a free one.</param>
    /// <exception cref="FactoryException">The port is taken, or this user may not have it.</exception>
    public Socket Bind(IPAddress address, int port) => Bind(new IPEndPoint(address, port), SocketType.Dgram);

    /// <summary>The same for UDP or TCP.</summary>
    /// <exception cref="FactoryException">The port is taken, or this user may not have it.</exception>
    public Socket Bind(EndPoint endPoint, SocketType type)
    {
        var socket = new Socket(AddressFamily.InterNetwork, type, type == SocketType.Dgram ? ProtocolType.Udp : ProtocolType.Tcp);
        try
        {
            socket.EnableBroadcast = type == SocketType.Dgram;
            socket.SetRawSocketOption(SolSocket, SoBindToDevice, Encoding.ASCII.GetBytes(Name + '\0'));
            socket.Bind(endPoint);
            return socket;
        }
        catch (SocketException exception)
        {
            socket.Dispose();
            throw Wrong(
                $"{endPoint} on the interface '{Name}' cannot be used: {exception.Message}. It takes root, or CAP_NET_BIND_SERVICE and CAP_NET_RAW.", exception);
        }
    }

    private static FactoryException Wrong(string message, Exception? cause = null) => new(FactoryError.InvalidCombination, message, cause);
}
