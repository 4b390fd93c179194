namespace ImageFactory.Netboot.Tftp;

/// <summary>The kinds of packets (RFC 1350, section 5; RFC 2347).</summary>
internal enum TftpOpcode : ushort
{
    ReadRequest = 1,
    WriteRequest = 2,
    Data = 3,
    Acknowledgement = 4,
    Error = 5,
    OptionAcknowledgement = 6,
}
