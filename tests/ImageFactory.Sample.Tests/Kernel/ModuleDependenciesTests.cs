using ImageFactory.Sample.Kernel;

namespace ImageFactory.Sample.Tests.Kernel;

public sealed class ModuleDependenciesTests
{
    // The nearest first: sr_mod needs cdrom and scsi_mod, and that scsi_common.
    private const string Text =
        """
        kernel/drivers/scsi/sr_mod.ko.xz: kernel/drivers/cdrom/cdrom.ko.xz kernel/drivers/scsi/scsi_mod.ko.xz kernel/drivers/scsi/scsi_common.ko.xz
        kernel/drivers/cdrom/cdrom.ko.xz:
        kernel/drivers/scsi/scsi_mod.ko.xz: kernel/drivers/scsi/scsi_common.ko.xz
        kernel/drivers/scsi/scsi_common.ko.xz:
        kernel/fs/nls/nls_iso8859-1.ko.xz:

        """;

    [Fact]
    public void What_is_needed_loads_first()
    {
        var modules = ModuleDependencies.Read(Text).Closure(["sr_mod"]);

        Assert.Equal(["scsi_common", "scsi_mod", "cdrom", "sr_mod"], modules.Select(ModuleDependencies.NameOf));
    }

    [Fact]
    public void A_module_comes_once()
    {
        var modules = ModuleDependencies.Read(Text).Closure(["scsi_mod", "sr_mod", "scsi_mod"]);

        Assert.Equal(["scsi_common", "scsi_mod", "cdrom", "sr_mod"], modules.Select(ModuleDependencies.NameOf));
    }

    [Fact]
    public void A_dash_in_a_file_is_an_underscore_in_a_name()
    {
        Assert.Equal("kernel/fs/nls/nls_iso8859-1.ko.xz", Assert.Single(ModuleDependencies.Read(Text).Closure(["nls_iso8859_1"])));
    }

    [Fact]
    public void An_unknown_module_is_named()
    {
        var exception = Assert.Throws<InvalidDataException>(() => ModuleDependencies.Read(Text).Closure(["absent"]));

        Assert.Contains("'absent'", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no colon")]
    [InlineData(": a.ko")]
    [InlineData("a.ko:\na.ko:")]
    public void A_damaged_line_is_refused(string text)
    {
        Assert.Throws<InvalidDataException>(() => ModuleDependencies.Read(text));
    }
}
