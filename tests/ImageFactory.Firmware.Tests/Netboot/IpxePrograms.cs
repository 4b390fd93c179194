using ImageFactory.Testing;

namespace ImageFactory.Firmware.Tests.Netboot;

/// <summary>The programs of Debian's iPXE that eng/judges unpacked.</summary>
internal static class IpxePrograms
{
    /// <summary>Their directory; without it the test is skipped, or fails where judges are required.</summary>
    public static string Require()
    {
        var directory = RepositoryRoot.Combine(".cache", "judges", "root", "usr", "lib", "ipxe");
        if (!Directory.Exists(directory))
        {
            Required.Missing($"there is no iPXE in {directory}: run eng/judges");
        }

        return directory;
    }
}
