namespace ImageFactory.Sample.Table;

/// <summary>How a release compresses its initramfs and the file system in it.</summary>
internal enum SampleCompression
{
    Xz,
    Zstd,
}
