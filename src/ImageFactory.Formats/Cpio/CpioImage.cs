using System.Text;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Cpio;

/// <summary>
/// Composes newc cpio archives, to the byte what <c>cpio -o -H newc --reproducible</c> makes: inode numbers count the entries from
/// 0, the device that the archive came from is 0:0, checks are 0.
/// </summary>
public static class CpioImage
{
    /// <summary>The archive of a layout.</summary>
    public static ExtentMap Map(CpioLayout layout)
    {
        var builder = new ExtentMapBuilder();
        for (var index = 0; index < layout.Placements.Count; index++)
        {
            var placement = layout.Placements[index];
            var entry = placement.Entry;
            var header = new CpioHeader
            {
                Inode = (uint)index,
                Mode = (uint)entry.Type | (uint)entry.Permissions,
                LinkCount = (uint)placement.LinkCount,
                ModificationTime = (uint)entry.ModificationTime,
                FileSize = (uint)entry.Content.Length,
                DeviceMajor = entry.DeviceMajor,
                DeviceMinor = entry.DeviceMinor,
            };
            builder.AppendBytes(HeaderAndName(header, entry.Path)).Append(entry.Content).PadTo(CpioHeader.Alignment);
        }

        return builder
            .AppendBytes(HeaderAndName(new CpioHeader { LinkCount = 1 }, CpioHeader.TrailerName))
            .PadTo(CpioLayout.BlockSize)
            .Build();
    }

    private static byte[] HeaderAndName(CpioHeader header, string name)
    {
        var nameSize = Encoding.UTF8.GetByteCount(name) + 1;
        var bytes = new byte[CpioLayout.Align(CpioHeader.Size + nameSize, CpioHeader.Alignment)];
        (header with { NameSize = (uint)nameSize }).WriteTo(bytes);
        Encoding.UTF8.GetBytes(name, bytes.AsSpan(CpioHeader.Size));
        return bytes;
    }
}
