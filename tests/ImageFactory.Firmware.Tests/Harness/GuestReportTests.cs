using ImageFactory.Testing.Firmware;

namespace ImageFactory.Firmware.Tests.Harness;

public sealed class GuestReportTests
{
    private const string Id = "376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba";

    // As OVMF, the stub and a kernel print it; the report itself has values with spaces and equals signs.
    private const string Recorded =
        "\e[2J\e[01;01H\e[=3h\e[2J\e[01;01HEFI stub: Loaded initrd from LINUX_EFI_INITRD_MEDIA_GUID device path\r\n" +
        "[    0.000000] Command line: console=ttyS0 imagefactory.probe=1\r\n" +
        "[    3.705344] Run /init as init process\r\n" +
        "\e[?7l\e[0m" + "imagefactory.cmdline=console=ttyS0  talos.platform=metal\r\n" +
        "imagefactory.secureboot=1\r\n" +
        "imagefactory.pcr11.sha256=AB12\r\n" +
        "imagefactory.pcr11.machined.sha256=none\r\n" +
        "imagefactory.boot=uefi\r\n" +
        "imagefactory.extension.10=last 3\r\n" +
        "imagefactory.extension.2=second 2.0 beta\r\n" +
        "imagefactory.extension.1=first\r\n" +
        "imagefactory.marker.first=00ff\r\n" +
        "imagefactory.schematic=" + Id + "\r\n" +
        "imagefactory.meta.0x0a=a = b\r\n" +
        "imagefactory.done=1\r\n" +
        "[    4.957432] reboot: Power down\r\n";

    [Fact]
    public void Command_line_keeps_its_equals_signs_and_splits_into_arguments()
    {
        var report = GuestReport.Parse(Recorded);

        Assert.Equal("console=ttyS0  talos.platform=metal", report.CommandLine);
        Assert.Equal(["console=ttyS0", "talos.platform=metal"], report.Arguments);
    }

    [Fact]
    public void Extensions_are_in_the_order_of_their_numbers()
    {
        var report = GuestReport.Parse(Recorded);

        Assert.Equal([new("first", ""), new("second", "2.0 beta"), new("last", "3")], report.Extensions);
    }

    [Fact]
    public void Single_values_have_their_types()
    {
        var report = GuestReport.Parse(Recorded);

        Assert.True(report.SecureBoot);
        Assert.Equal("AB12", report.Pcr11);
        Assert.Null(report.Pcr11Machined);
        Assert.Equal("uefi", report.Boot);
        Assert.Equal(Id, report.SchematicId);
        Assert.Equal("00ff", report.Markers["first"]);
        Assert.Equal("a = b", report.Meta[0x0a]);
    }

    [Fact]
    public void Only_lines_that_begin_with_the_prefix_count()
    {
        var report = GuestReport.Parse(Recorded);

        Assert.False(report.Values.ContainsKey("probe"));
    }

    [Fact]
    public void Errors_are_kept_in_their_order()
    {
        var report = GuestReport.Parse("imagefactory.error=0.sqsh\nimagefactory.error=overlay\n" + Recorded);

        Assert.Equal(["0.sqsh", "overlay"], report.Errors);
        Assert.Empty(GuestReport.Parse(Recorded).Errors);
    }

    [Fact]
    public void A_missing_key_fails_the_test_with_the_serial_text()
    {
        var report = GuestReport.Parse(Recorded);

        var failure = Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => report.Kernel);
        Assert.Contains("did not report 'kernel'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Power down", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_without_its_last_line_is_refused()
    {
        var cut = Recorded[..Recorded.IndexOf("imagefactory.done", StringComparison.Ordinal)];

        Assert.Throws<InvalidDataException>(() => GuestReport.Parse(cut));
    }

    [Fact]
    public void A_key_reported_twice_is_refused()
    {
        var failure = Assert.Throws<InvalidDataException>(() => GuestReport.Parse("imagefactory.boot=bios\r\n" + Recorded));

        Assert.Contains("'boot' twice", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SecureBoot_is_zero_or_one()
    {
        var report = GuestReport.Parse("imagefactory.secureboot=yes\nimagefactory.done=1\n");

        Assert.Throws<InvalidDataException>(() => report.SecureBoot);
    }
}
