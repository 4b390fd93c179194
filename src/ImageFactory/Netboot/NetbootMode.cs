namespace ImageFactory.Netboot;

/// <summary>How machines are answered.</summary>
/// <param name="IsDryRun">Whether answers are only logged.</param>
/// <param name="HttpPort">The TCP port on which scripts are served.</param>
internal sealed record NetbootMode(bool IsDryRun, int HttpPort);
