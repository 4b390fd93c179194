using System.Security.Cryptography;
using System.Text;

namespace ImageFactory.Firmware.Tests.Product;

/// <summary>
/// PCR 11 of the SHA-256 bank as systemd-stub and Talos extend it (UAPI.5, "PCR signatures"): for each section its name with a NUL, then
/// its content; then the boot phases.
/// </summary>
internal sealed class Pcr11
{
    private static readonly string[] Phases = ["enter-initrd", "leave-initrd", "enter-machined"];

    private byte[] _value = new byte[SHA256.HashSizeInBytes];

    /// <summary>The sections that are measured, in the order of the measurement, whatever their order in the file.</summary>
    public static IReadOnlyList<string> Sections { get; } =
    [
        ".linux", ".osrel", ".cmdline", ".initrd", ".ucode", ".splash", ".dtb", ".uname", ".sbat", ".pcrpkey", ".profile", ".dtbauto", ".hwids",
    ];

    /// <summary>The value when userland starts, in hexadecimal.</summary>
    public string Booted => Convert.ToHexStringLower(_value);

    /// <summary>The value after the phases, in hexadecimal.</summary>
    public string Machined => Convert.ToHexStringLower(Phases.Aggregate(_value, (value, phase) => Extend(value, Hash(phase))));

    /// <summary>Measures a section.</summary>
    public async Task MeasureAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        _value = Extend(_value, Hash(name + '\0'));
        _value = Extend(_value, await SHA256.HashDataAsync(content, cancellationToken));
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.ASCII.GetBytes(text));

    private static byte[] Extend(byte[] value, byte[] digest) => SHA256.HashData([.. value, .. digest]);
}
