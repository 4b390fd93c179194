using System.Text;

namespace ImageFactory.Boot.Grub;

/// <summary>GRUB's menus, <c>grub.cfg</c>.</summary>
public static class GrubConfig
{
    private const string ResetIso = " talos.experimental.wipe=system";
    private const string ResetDisk = " talos.experimental.wipe=system:EPHEMERAL,STATE";

    /// <summary>The menu of a disk's BOOT partition, whose one system is <c>A</c>.</summary>
    /// <param name="version">The Talos version with its <c>v</c>.</param>
    /// <param name="commandLine">The kernel's command line.</param>
    /// <param name="hasReset">Whether the menu offers to reset the machine: Talos 1.4 and later can.</param>
    public static byte[] OfDisk(string version, string commandLine, bool hasReset)
    {
        var title = $"A - Talos {version}";
        var text = new StringBuilder().Append($"set default=\"{title}\"\n\n");
        AppendStart(text);
        AppendEntry(text, new Entry(title, "/A", commandLine, "  "));
        if (hasReset)
        {
            AppendEntry(text, new Entry("Reset Talos installation and return to maintenance mode", "/A", commandLine + ResetDisk, "  "));
        }

        return ToBytes(text);
    }

    /// <summary>The menu of an ISO.</summary>
    /// <param name="commandLine">The kernel's command line.</param>
    /// <param name="hasReset">Whether the menu offers to reset the machine: Talos 1.4 and later can.</param>
    public static byte[] OfIso(string commandLine, bool hasReset)
    {
        var text = new StringBuilder().Append("set default=0\n");
        AppendStart(text);
        AppendEntry(text, new Entry("Talos ISO", "/boot", commandLine, "\t"));
        if (hasReset)
        {
            text.Append('\n');
            AppendEntry(text, new Entry("Reset Talos installation", "/boot", commandLine + ResetIso, "\t"));
        }

        return ToBytes(text);
    }

    private static void AppendStart(StringBuilder text) =>
        text.Append("set timeout=3\n\ninsmod all_video\n\nterminal_input console\nterminal_output console\n\n");

    private static void AppendEntry(StringBuilder text, Entry entry) => text
        .Append($"menuentry \"{entry.Title}\" {{\n")
        .Append($"{entry.Indent}set gfxmode=auto\n")
        .Append($"{entry.Indent}set gfxpayload=text\n")
        .Append($"{entry.Indent}linux {entry.Directory}/vmlinuz {Quote(entry.CommandLine)}\n")
        .Append($"{entry.Indent}initrd {entry.Directory}/initramfs.xz\n")
        .Append("}\n");

    // GRUB manual, 6.1 "Quoting": these would otherwise mean something to GRUB's shell.
    private static string Quote(string commandLine)
    {
        var text = new StringBuilder();
        foreach (var character in commandLine)
        {
            if ("\\{}&$|;<>\"".Contains(character, StringComparison.Ordinal))
            {
                text.Append('\\');
            }

            text.Append(character);
        }

        return text.ToString();
    }

    private static byte[] ToBytes(StringBuilder text) => Encoding.UTF8.GetBytes(text.ToString());

    private sealed record Entry(string Title, string Directory, string CommandLine, string Indent);
}
