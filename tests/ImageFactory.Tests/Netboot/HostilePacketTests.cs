using FsCheck;
using FsCheck.Fluent;
using ImageFactory.Netboot.Dhcp;
using ImageFactory.Netboot.Tftp;

namespace ImageFactory.Tests.Netboot;

/// <summary>Whatever is in a datagram, its reader reads it or says <see cref="InvalidDataException"/>; always the same 100,000 cases.</summary>
public sealed class HostilePacketTests
{
    private const int Cases = 100_000;
    private const ulong Seed = 1_559_424_892;
    private const ulong Gamma = 1_559_424_891;
    private const int MostEdits = 8;

    private static readonly byte[] Dhcp = DhcpWriter.Write(
        Datagrams.Discover("PXEClient:Arch:00007", 7, (DhcpOption.UserClass, "iPXE"u8.ToArray()), (DhcpOption.Overload, [3])));

    private static readonly byte[] Tftp = "\0\u0001snponly.efi\0octet\0blksize\01468\0tsize\00\0windowsize\04\0"u8.ToArray();

    [Fact]
    public void A_damaged_dhcp_message_is_read_or_invalid() => Check(Dhcp, bytes =>
    {
        var message = DhcpReader.Read(bytes);
        if (BootClient.Find(message) is { } client)
        {
            var answer = ProxyDhcp.Answer(message with { Options = message.Options }, client, DhcpMessageType.Offer, System.Net.IPAddress.Loopback, "x");
            DhcpReader.Read(DhcpWriter.Write(answer));
        }
    });

    [Fact]
    public void A_damaged_tftp_request_is_read_or_invalid() => Check(Tftp, bytes =>
    {
        TftpReader.ReadAcknowledgement(bytes);
        var transfer = new TftpTransfer(TftpReader.ReadRequest(bytes), new byte[3000]);
        Assert.InRange(transfer.Next().Count(), 1, 16);
    });

    private static void Check(byte[] original, Action<byte[]> read)
    {
        var (good, invalid) = (0, 0);
        var edit = from position in Gen.Choose(0, original.Length - 1) from value in Gen.Choose(0, 255) select (position, value);
        var datagrams =
            from count in Gen.Choose(0, MostEdits)
            from edits in Gen.ArrayOf(edit, count)
            from length in Gen.Frequency((3, Gen.Constant(original.Length)), (1, Gen.Choose(0, original.Length)))
            select Apply(original, edits)[..length];
        var property = Prop.ForAll(datagrams.ToArbitrary(), bytes =>
        {
            try
            {
                read(bytes);
                good++;
            }
            catch (InvalidDataException)
            {
                invalid++;
            }
        });

        property.Check(Config.QuickThrowOnFailure.WithMaxTest(Cases).WithQuietOnSuccess(true).WithReplay(Seed, Gamma));

        Assert.Equal(Cases, good + invalid);
        Assert.True(good > 0 && invalid > 0, $"{good} were read, {invalid} were invalid.");
    }

    private static byte[] Apply(byte[] original, (int Position, int Value)[] edits)
    {
        var bytes = (byte[])original.Clone();
        foreach (var (position, value) in edits)
        {
            bytes[position] = (byte)value;
        }

        return bytes;
    }
}
