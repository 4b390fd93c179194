using System.Globalization;
using System.Text;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Tar;

/// <summary>
/// Writes tar archives as maps: headers between references to the content. ustar, with a pax header where a name, a size or
/// an attribute does not fit (POSIX.1-2017, pax).
/// </summary>
public static class TarImage
{
    private const int ExtendedMode = 0b110_100_100;

    /// <summary>The map of an archive of these members, in their order.</summary>
    /// <exception cref="ArgumentException">A member cannot be put into a tar archive.</exception>
    public static ExtentMap Map(IEnumerable<TarMember> members)
    {
        var archive = new ExtentMapBuilder();
        foreach (var member in members)
        {
            Append(archive, member);
        }

        return archive.AppendZeros(2 * TarFormat.BlockSize).Build();
    }

    private static void Append(ExtentMapBuilder archive, TarMember member)
    {
        var entry = member.Entry;
        if (entry.Type != TarEntryType.File && member.Content.Length > 0)
        {
            throw new ArgumentException($"'{entry.Path}' is not a file and has content.", nameof(member));
        }

        var path = PathOf(entry);
        var records = Extended(entry, path, member.Content.Length).ToList();
        if (records.Count > 0)
        {
            var content = PaxRecords.Write(records);
            AppendHeader(archive, new TarHeader
            {
                Name = Shorten($"PaxHeaders/{path.TrimEnd('/')}"),
                Type = TarFormat.PaxHeader,
                Mode = ExtendedMode,
                Length = content.Length,
                ModificationTime = entry.ModificationTime,
            });
            archive.AppendBytes(content).PadTo(TarFormat.BlockSize);
        }

        AppendHeader(archive, new TarHeader
        {
            Name = Shorten(path),
            Type = (char)entry.Type,
            Mode = entry.Mode,
            Uid = entry.Uid,
            Gid = entry.Gid,
            Length = member.Content.Length > TarFormat.LargestOctal ? 0 : member.Content.Length,
            ModificationTime = entry.ModificationTime,
            LinkTarget = Shorten(entry.LinkTarget),
            DeviceMajor = entry.DeviceMajor,
            DeviceMinor = entry.DeviceMinor,
        });
        archive.Append(member.Content).PadTo(TarFormat.BlockSize);
    }

    private static string PathOf(TarEntry entry) => (entry.Type, entry.Path) switch
    {
        (TarEntryType.Directory, "") => "./",
        (TarEntryType.Directory, _) => entry.Path + "/",
        _ => entry.Path,
    };

    private static IEnumerable<(string Key, ReadOnlyMemory<byte> Value)> Extended(TarEntry entry, string path, long length)
    {
        if (!Fits(path))
        {
            yield return ("path", Encoding.UTF8.GetBytes(path));
        }

        if (!Fits(entry.LinkTarget))
        {
            yield return ("linkpath", Encoding.UTF8.GetBytes(entry.LinkTarget));
        }

        if (length > TarFormat.LargestOctal)
        {
            yield return ("size", Encoding.ASCII.GetBytes(length.ToString(CultureInfo.InvariantCulture)));
        }

        foreach (var (name, value) in entry.Xattrs.OrderBy(xattr => xattr.Key, StringComparer.Ordinal))
        {
            yield return (TarFormat.XattrPrefix + name, value);
        }
    }

    private static void AppendHeader(ExtentMapBuilder archive, TarHeader header)
    {
        var block = new byte[TarHeader.Size];
        header.WriteTo(block);
        archive.AppendBytes(block);
    }

    private static bool Fits(string text) => text.Length <= TarFormat.NameLength && Ascii.IsValid(text);

    // What does not fit stands in the extended header; readers that do not know that see a shortened ASCII name.
    private static string Shorten(string text)
    {
        var ascii = new string([.. text.Select(character => char.IsAscii(character) ? character : '_')]);
        return ascii[..Math.Min(ascii.Length, TarFormat.NameLength)];
    }
}
