namespace ImageFactory.Sample.Files;

/// <summary>The permission bits of what does not come out of a package.</summary>
internal static class FileModes
{
    public const int Directory = 0b111_101_101;
    public const int Program = 0b111_101_101;
    public const int File = 0b110_100_100;
    public const int Symlink = 0b111_111_111;
}
