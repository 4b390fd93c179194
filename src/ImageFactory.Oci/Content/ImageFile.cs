using ImageFactory.Formats.Tar;

namespace ImageFactory.Oci.Content;

/// <summary>A file, directory or link of an image.</summary>
/// <param name="Entry">What it is and where.</param>
/// <param name="Content">Its content, asynchronous; it ends when the next file is asked for.</param>
public sealed record ImageFile(TarEntry Entry, Stream Content);
