using System.Text.Json;
using ImageFactory.Boot.Signing;
using ImageFactory.Testing;
using ImageFactory.Testing.Firmware;

namespace ImageFactory.Firmware.Tests.SecureBoot;

/// <summary>A machine that keeps its firmware's variables and its TPM over boots. At first no key is enrolled: it is in setup mode.</summary>
internal sealed class SecureBootMachine : IDisposable
{
    private static readonly string[] Refusals = ["Access denied", "Security violation"];

    private readonly TemporaryDirectory _directory = new();

    /// <summary>The processor.</summary>
    public GuestArchitecture Architecture { get; init; }

    /// <summary>Whether only system management mode writes the variables.</summary>
    public bool Strict { get; init; }

    private string Variables => _directory.Combine("variables.fd");

    /// <summary>A machine that trusts a certificate, by the hand of virt-fw-vars.</summary>
    public static async Task<SecureBootMachine> TrustingAsync(SigningCertificate certificate)
    {
        var machine = new SecureBootMachine();
        await FirmwareVariables.MakeAsync(machine.Variables, machine._directory, certificate);
        return machine;
    }

    /// <summary>Boots an ISO, as a CD.</summary>
    public Task<GuestReport> BootIsoAsync(string iso, CancellationToken cancellationToken) =>
        QemuMachine.BootAsync(Machine(BootMedium.CdRom, iso), cancellationToken);

    /// <summary>Boots a disk, which forgets what is written to it.</summary>
    public Task<GuestReport> BootDiskAsync(string disk, CancellationToken cancellationToken) =>
        QemuMachine.BootAsync(Machine(BootMedium.Disk, disk), cancellationToken);

    /// <summary>Boots a UKI from the removable-media path of a disk, as firmware itself loads programs.</summary>
    public async Task<GuestReport> BootUkiAsync(string uki, CancellationToken cancellationToken) =>
        await QemuMachine.BootAsync(Machine(BootMedium.Disk, await DiskOfAsync(uki)), cancellationToken);

    /// <summary>Boots one of a UKI's profiles.</summary>
    public Task<GuestReport> BootProfileAsync(string uki, int profile, CancellationToken cancellationToken) =>
        QemuMachine.BootAsync(Machine(BootMedium.Kernel, uki) with { CommandLine = $"@{profile}" }, cancellationToken);

    /// <summary>Lets firmware refuse a UKI; fails when it boots.</summary>
    public async Task RefuseUkiAsync(string uki, CancellationToken cancellationToken) =>
        await QemuMachine.ListenAsync(Machine(BootMedium.Disk, await DiskOfAsync(uki)), Refusals, cancellationToken);

    /// <summary>The firmware's variables in hexadecimal by their names, as virt-fw-vars reads them.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ReadVariablesAsync(CancellationToken cancellationToken)
    {
        var json = _directory.Combine("variables.json");
        await Tool.RunAsync("virt-fw-vars", "--input", Variables, "--output-json", json);
        using var document = JsonDocument.Parse(await File.ReadAllBytesAsync(json, cancellationToken));
        return document.RootElement.GetProperty("variables").EnumerateArray()
            .ToDictionary(each => each.GetProperty("name").GetString()!, each => each.GetProperty("data").GetString()!, StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public void Dispose() => _directory.Dispose();

    private QemuOptions Machine(BootMedium medium, string image) => new()
    {
        Architecture = Architecture,
        Firmware = GuestFirmware.Uefi,
        Medium = medium,
        Image = image,
        Memory = 2048,
        Tpm = true,
        TpmState = Directory.CreateDirectory(_directory.Combine("tpm")).FullName,
        Variables = Variables,
        Strict = Strict,
    };

    private async Task<string> DiskOfAsync(string uki)
    {
        var disk = _directory.Combine("disk.raw");
        File.Delete(disk);
        await using (var file = File.Create(disk))
        {
            file.SetLength(256 * 1024 * 1024);
        }

        await Tool.RunAsync("mkfs.vfat", "-F", "32", disk);
        await Tool.RunAsync("mmd", "-i", disk, "::/EFI", "::/EFI/BOOT");
        await Tool.RunAsync("mcopy", "-i", disk, uki, "::/EFI/BOOT/BOOTX64.EFI");
        return disk;
    }
}
