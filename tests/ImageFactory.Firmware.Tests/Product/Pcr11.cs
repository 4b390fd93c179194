using System.Security.Cryptography;
using System.Text;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Pe;

namespace ImageFactory.Firmware.Tests.Product;

/// <summary>
/// PCR 11 of the SHA-256 bank as systemd-stub and Talos extend it (UAPI.5, "PCR signatures"): for each section its name with a NUL, then
/// its content; then the boot phases.
/// </summary>
internal sealed class Pcr11
{
    private static readonly string[] Sections =
    [
        ".linux", ".osrel", ".cmdline", ".initrd", ".ucode", ".splash", ".dtb", ".uname", ".sbat", ".pcrpkey", ".profile", ".dtbauto", ".hwids",
    ];

    private static readonly string[] Phases = ["enter-initrd", "leave-initrd", "enter-machined"];

    private byte[] _value = new byte[SHA256.HashSizeInBytes];

    /// <summary>The value when userland starts, in hexadecimal.</summary>
    public string Booted => Convert.ToHexStringLower(_value);

    /// <summary>The value after the phases, in hexadecimal.</summary>
    public string Machined => Convert.ToHexStringLower(Phases.Aggregate(_value, (value, phase) => Extend(value, Hash(phase))));

    /// <summary>What is measured when a profile of a UKI boots: in a fixed order, whatever the order in the file.</summary>
    public static async Task<Pcr11> OfAsync(PeFile uki, IBlobSource blobs, int profile, CancellationToken cancellationToken)
    {
        var pcr = new Pcr11();
        var shown = Shown(uki.Sections, profile);
        foreach (var section in Sections.Select(name => shown.LastOrDefault(section => string.Equals(section.Name, name, StringComparison.Ordinal))).OfType<PeSection>())
        {
            await using var content = new ExtentStream(uki.Content.Slice(section.RawOffset, Math.Min(section.VirtualSize, section.RawSize)), blobs);
            await pcr.MeasureAsync(section.Name, content, cancellationToken);
        }

        return pcr;
    }

    // Each .profile begins the sections of one profile; before the first come those that all share.
    private static List<PeSection> Shown(IReadOnlyList<PeSection> sections, int profile)
    {
        var current = -1;
        var shown = new List<PeSection>();
        foreach (var section in sections)
        {
            current += section.Name is ".profile" ? 1 : 0;
            if (current < 0 || current == profile)
            {
                shown.Add(section);
            }
        }

        return shown;
    }

    private async Task MeasureAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        _value = Extend(_value, Hash(name + '\0'));
        _value = Extend(_value, await SHA256.HashDataAsync(content, cancellationToken));
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.ASCII.GetBytes(text));

    private static byte[] Extend(byte[] value, byte[] digest) => SHA256.HashData([.. value, .. digest]);
}
