using System.Globalization;
using System.Text;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Tests.Fat;
using ImageFactory.Formats.Xfs;

namespace ImageFactory.Formats.Tests.Xfs;

/// <summary>File systems to judge.</summary>
internal static class SampleXfs
{
    public const long Time = 1559424892;
    public const string Uuid = "24c73076-4092-85dd-9d98-686a2dbf6d81";
    public const int FileMode = 0x1A4;
    public const int DirectoryMode = 0x1ED;

    private const int OwnersFile = 0x180;
    private const int OwnersDirectory = 0x1C0;

    public static XfsOptions Options(long mebibytes = 300, int sectorSize = 512) => new()
    {
        Label = "BOOT",
        Uuid = Guid.Parse(Uuid),
        RootTime = Time,
        Size = mebibytes << 20,
        SectorSize = sectorSize,
    };

    public static XfsEntry File(string path, string content) => File(path, ExtentMap.OfBytes(Encoding.UTF8.GetBytes(content)));

    public static XfsEntry File(string path, ExtentMap content) => XfsEntry.File(path, FileMode, Time, content);

    public static XfsEntry Directory(string path) => XfsEntry.Directory(path, DirectoryMode, Time);

    /// <summary>The tree of a BOOT partition.</summary>
    public static XfsTree Boot() => new(
    [
        Directory("A"),
        File("A/vmlinuz", SampleFat.Pattern(3_000_001)),
        File("A/initramfs.xz", Marked(90 << 20)),
        File("A/empty", string.Empty),
        XfsEntry.Directory("grub", OwnersDirectory, Time),
        XfsEntry.File("grub/grub.cfg", OwnersFile, Time, ExtentMap.OfBytes("set timeout=3\n"u8.ToArray())),
        File("größe und länge eines langen namens.tar.gz", "long"),
    ]);

    /// <summary>So many files in one directory.</summary>
    public static XfsTree Flat(int files) => new(
        Enumerable.Range(0, files).Select(number => File($"file-{number.ToString(CultureInfo.InvariantCulture)}", $"content {number}")));

    /// <summary>Content that is larger than a group of the smallest file system, and says in places where it is.</summary>
    public static ExtentMap Marked(int length)
    {
        const int Step = 1 << 20;
        var builder = new ExtentMapBuilder();
        while (builder.Length < length)
        {
            builder.AppendBytes(BitConverter.GetBytes(builder.Length + 1)).PadTo(Step);
        }

        return builder.Build();
    }

    public static ExtentMap Map(XfsTree tree, XfsOptions options) => XfsImage.Map(XfsLayout.Create(tree, options));
}
