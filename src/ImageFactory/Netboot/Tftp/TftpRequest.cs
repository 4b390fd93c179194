namespace ImageFactory.Netboot.Tftp;

/// <summary>A wish to read a file.</summary>
/// <param name="File">Its name, as the client says it.</param>
/// <param name="Options">The options that the client offers, by their names in lower case.</param>
internal sealed record TftpRequest(string File, IReadOnlyDictionary<string, string> Options);
