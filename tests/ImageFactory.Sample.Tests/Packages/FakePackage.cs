using System.Text;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Tar;

namespace ImageFactory.Sample.Tests.Packages;

/// <summary>Makes small Debian packages in memory, without compression.</summary>
internal static class FakePackage
{
    private const int Permissions = 0b111_101_101;

    public static async Task<byte[]> CreateAsync(params IEnumerable<(string Path, string Content)> files)
    {
        var members = files.Select(file => new TarMember(
            new TarEntry { Path = file.Path, Type = TarEntryType.File, Mode = Permissions, ModificationTime = 0 },
            ExtentMap.OfBytes(Encoding.UTF8.GetBytes(file.Content))));
        return Ar(("debian-binary", "2.0\n"u8.ToArray()), ("control.tar", new byte[1024]), ("data.tar", await TarAsync(members)));
    }

    public static async Task<byte[]> TarAsync(IEnumerable<TarMember> members)
    {
        await using var tar = new ExtentStream(TarImage.Map(members), new MemoryBlobs());
        var bytes = new MemoryStream();
        await tar.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    public static byte[] Ar(params IEnumerable<(string Name, byte[] Content)> members)
    {
        var archive = new MemoryStream();
        archive.Write("!<arch>\n"u8);
        foreach (var (name, content) in members)
        {
            archive.Write(Encoding.ASCII.GetBytes($"{name,-16}{0,-12}{0,-6}{0,-6}{"100644",-8}{content.Length,-10}`\n"));
            archive.Write(content);
            archive.Write(content.Length % 2 == 0 ? [] : "\n"u8);
        }

        return archive.ToArray();
    }
}
