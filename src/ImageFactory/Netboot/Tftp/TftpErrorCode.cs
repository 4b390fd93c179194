namespace ImageFactory.Netboot.Tftp;

/// <summary>What a server refuses for (RFC 1350, appendix; RFC 2347).</summary>
internal enum TftpErrorCode : ushort
{
    Undefined = 0,
    FileNotFound = 1,
    AccessViolation = 2,
    IllegalOperation = 4,
}
