using ImageFactory.Formats.Compression;

namespace ImageFactory.Boot.Initramfs;

/// <summary>One of the archives that follow each other in an initramfs.</summary>
/// <param name="Offset">Where it starts, in bytes.</param>
/// <param name="Length">Its length in bytes, as it is stored.</param>
/// <param name="Compression">How it is compressed.</param>
/// <param name="Entries">How many files, directories and links it has.</param>
public sealed record InitramfsMember(long Offset, long Length, CompressionKind Compression, int Entries);
