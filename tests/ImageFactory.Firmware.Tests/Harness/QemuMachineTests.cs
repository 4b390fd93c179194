using ImageFactory.Testing;
using ImageFactory.Testing.Firmware;

namespace ImageFactory.Firmware.Tests.Harness;

public sealed class QemuMachineTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_guest_that_never_reports_fails_in_time_with_its_serial_text()
    {
        using var directory = new TemporaryDirectory();
        var disk = BootSector(directory, "echo ", [0xF4, 0xEB, 0xFD]);

        var failure = await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => QemuMachine.BootAsync(disk with { Patience = TimeSpan.FromSeconds(4) }, Cancel));

        Assert.Contains("did not report in time", failure.Message, StringComparison.Ordinal);
        Assert.Contains("echo ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_guest_is_heard_to_its_last_line()
    {
        using var directory = new TemporaryDirectory();

        var report = await QemuMachine.BootAsync(BootSector(directory, "imagefactory.boot=bios\r\nimagefactory.done=1\r\n", [0xF4, 0xEB, 0xFD]), Cancel);

        Assert.Equal("bios", report.Boot);
    }

    [Fact]
    public async Task A_boot_loader_is_heard_to_what_is_waited_for()
    {
        using var directory = new TemporaryDirectory();

        var serial = await QemuMachine.ListenAsync(BootSector(directory, "Boot0001: ACCESS DENIED", [0xF4, 0xEB, 0xFD]), ["Access denied"], Cancel);

        Assert.Contains("Boot0001", serial, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_software_tpm_offers_its_socket_and_goes_with_its_state()
    {
        string socket;
        using (var tpm = await SoftwareTpm.StartAsync(state: null, Cancel))
        {
            socket = tpm.Socket;
            Assert.True(File.Exists(socket));
        }

        Assert.False(Directory.Exists(Path.GetDirectoryName(socket)));
    }

    // A boot sector that sends a text to the first serial port, byte by byte, and goes on with the given instructions.
    private static QemuOptions BootSector(TemporaryDirectory directory, string text, byte[] ending)
    {
        byte[] program =
        [
            0x31, 0xC0, 0x8E, 0xD8,             // xor ax,ax; mov ds,ax
            0xBE, 0x00, 0x7D,                   // mov si,0x7d00: the text
            0xBA, 0xF8, 0x03,                   // mov dx,0x3f8: the port
            0xAC, 0x84, 0xC0, 0x74, 0x03,       // lodsb; test al,al; jz end
            0xEE, 0xEB, 0xF8,                   // out dx,al; jmp lodsb
            .. ending,
        ];
        var sector = new byte[512];
        program.CopyTo(sector, 0);
        System.Text.Encoding.ASCII.GetBytes(text).CopyTo(sector, 0x100);
        (sector[510], sector[511]) = (0x55, 0xAA);
        var path = directory.Combine("disk.raw");
        File.WriteAllBytes(path, [.. sector, .. new byte[1 << 20]]);
        return new QemuOptions { Architecture = GuestArchitecture.Amd64, Firmware = GuestFirmware.Bios, Medium = BootMedium.Disk, Image = path };
    }
}
