namespace ImageFactory.Netboot.Tftp;

/// <summary>The few files that can be read over TFTP, by exact names: no path ever leads anywhere else.</summary>
/// <param name="find">Where a file comes from; null for every name that is none.</param>
internal sealed class TftpFiles(Func<string, Func<CancellationToken, Task<ReadOnlyMemory<byte>>>?> find)
{
    /// <summary>The content of a file; null when there is no such name.</summary>
    /// <exception cref="IOException">The file is not there any more, or cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is too large.</exception>
    public async Task<ReadOnlyMemory<byte>?> FindAsync(string name, CancellationToken cancellationToken) =>
        // Without its type, null would be an empty file.
        find(name.TrimStart('/')) is { } read ? await read(cancellationToken) : (ReadOnlyMemory<byte>?)null;
}
