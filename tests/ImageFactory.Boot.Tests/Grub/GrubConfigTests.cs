using System.Text;
using ImageFactory.Boot.Grub;
using ImageFactory.Testing;

namespace ImageFactory.Boot.Tests.Grub;

public sealed class GrubConfigTests
{
    private const string DiskMenu =
        """
        set default="A - Talos v1.13.0"

        set timeout=3

        insmod all_video

        terminal_input console
        terminal_output console

        menuentry "A - Talos v1.13.0" {
          set gfxmode=auto
          set gfxpayload=text
          linux /A/vmlinuz talos.platform=metal console=tty0
          initrd /A/initramfs.xz
        }

        """;

    private const string DiskReset =
        """
        menuentry "Reset Talos installation and return to maintenance mode" {
          set gfxmode=auto
          set gfxpayload=text
          linux /A/vmlinuz talos.platform=metal console=tty0 talos.experimental.wipe=system:EPHEMERAL,STATE
          initrd /A/initramfs.xz
        }

        """;

    private const string IsoMenu =
        """
        set default=0
        set timeout=3

        insmod all_video

        terminal_input console
        terminal_output console

        menuentry "Talos ISO" {
        	set gfxmode=auto
        	set gfxpayload=text
        	linux /boot/vmlinuz talos.platform=metal
        	initrd /boot/initramfs.xz
        }

        """;

    private const string IsoReset =
        """

        menuentry "Reset Talos installation" {
        	set gfxmode=auto
        	set gfxpayload=text
        	linux /boot/vmlinuz talos.platform=metal talos.experimental.wipe=system
        	initrd /boot/initramfs.xz
        }

        """;

    [Theory]
    [InlineData(false, DiskMenu)]
    [InlineData(true, DiskMenu + DiskReset)]
    public void A_disk_boots_system_A_and_may_reset_the_machine(bool hasReset, string expected) =>
        Assert.Equal(expected, Text(GrubConfig.OfDisk("v1.13.0", "talos.platform=metal console=tty0", hasReset)));

    [Theory]
    [InlineData(false, IsoMenu)]
    [InlineData(true, IsoMenu + IsoReset)]
    public void An_ISO_boots_and_may_reset_the_machine(bool hasReset, string expected) =>
        Assert.Equal(expected, Text(GrubConfig.OfIso("talos.platform=metal", hasReset)));

    // As the reference quotes them.
    [Theory]
    [InlineData("foo\\", "foo\\\\")]
    [InlineData("foo\\$", "foo\\\\\\$")]
    [InlineData("${uuid}&", "\\$\\{uuid\\}\\&")]
    [InlineData("a|b;c<d>\"e\"", "a\\|b\\;c\\<d\\>\\\"e\\\"")]
    [InlineData("a=b,c 'd' #e", "a=b,c 'd' #e")]
    public void What_means_something_to_GRUB_is_quoted(string commandLine, string quoted) =>
        Assert.Contains($" /boot/vmlinuz {quoted}\n", Text(GrubConfig.OfIso(commandLine, hasReset: false)), StringComparison.Ordinal);

    [Fact]
    public async Task Grub_script_check_accepts_the_menus()
    {
        using var directory = new TemporaryDirectory();
        const string CommandLine = "a=${b} c;d|e&f<g>{h}\\i\"";
        byte[][] menus = [GrubConfig.OfDisk("v1.13.0", CommandLine, hasReset: true), GrubConfig.OfIso(CommandLine, hasReset: true)];
        foreach (var menu in menus)
        {
            var path = directory.Combine("grub.cfg");
            await File.WriteAllBytesAsync(path, menu, TestContext.Current.CancellationToken);

            await Tool.RunAsync("grub-script-check", path);
        }
    }

    private static string Text(byte[] config) => Encoding.UTF8.GetString(config);
}
