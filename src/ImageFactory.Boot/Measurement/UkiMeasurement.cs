using System.Text;
using ImageFactory.Boot.Uki;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Boot.Measurement;

/// <summary>What systemd-stub and Talos measure into register 11 when a unified kernel image boots (UAPI.7 and systemd-stub(7)).</summary>
public static class UkiMeasurement
{
    /// <summary>The register.</summary>
    public const int Register = 11;

    // systemd-stub's own order, which is not that of the file. The signatures themselves cannot be measured.
    private static readonly string[] Order =
    [
        ".linux", ".osrel", ".cmdline", ".initrd", ".ucode", ".splash", ".dtb", ".uname", ".sbat", ".pcrpkey", ".profile", ".dtbauto",
        ".hwids",
    ];

    /// <summary>What Talos measures before it opens sealed disks, in this order.</summary>
    public static IReadOnlyList<string> Phases { get; } = ["enter-initrd", "leave-initrd", "enter-machined"];

    /// <summary>The content of each section that is measured when a profile of the image boots.</summary>
    /// <param name="options">The image.</param>
    /// <param name="profile">One of its profiles, whose sections replace those of the same name; null for an image without profiles.</param>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    public static IReadOnlyDictionary<string, ExtentMap> Contents(UkiOptions options, UkiProfile? profile)
    {
        var contents = new Dictionary<string, ExtentMap>(StringComparer.Ordinal);
        if (options.Stub.Extract(".sbat") is { Length: > 0 } sbat)
        {
            contents[".sbat"] = sbat;
        }

        // The shared sections come first.
        var shown = UkiSections.Of(options).Where(section => section.Profile is null || section.Profile == profile);
        foreach (var section in shown.Where(section => IsMeasured(section.Name)))
        {
            contents[section.Name] = section.Content;
        }

        return contents;
    }

    /// <summary>Measures an image without making it: reads its contents, but for those whose hashes are known.</summary>
    /// <param name="options">The image.</param>
    /// <param name="known">Hashes of contents that were kept from earlier images; may be empty.</param>
    /// <param name="blobs">Where the contents are read from.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    /// <exception cref="FileNotFoundException">A blob is not there.</exception>
    /// <exception cref="InvalidDataException">A blob is shorter than its map says.</exception>
    public static async Task<MeasuredUki> MeasureAsync(
        UkiOptions options,
        IReadOnlyDictionary<ExtentMap, SectionDigests> known,
        IBlobSource blobs,
        CancellationToken cancellationToken)
    {
        using var reading = new UkiReading(options, known);
        await ExtentPass.RunAsync(reading.Sections.TakeRest(), blobs, cancellationToken);
        return reading.Finish();
    }

    /// <summary>Whether systemd-stub measures a section of that name.</summary>
    public static bool IsMeasured(string section) => Order.Contains(section, StringComparer.Ordinal);

    /// <summary>The register's value when systemd-stub has measured the sections and starts the kernel.</summary>
    /// <param name="bank">The register's bank.</param>
    /// <param name="sections">The hashes of the sections by their names; others than measured ones are ignored.</param>
    public static PcrValue PredictSections(PcrBank bank, IReadOnlyDictionary<string, SectionDigests> sections)
    {
        var value = PcrValue.Initial(bank);
        foreach (var name in Order.Where(sections.ContainsKey))
        {
            value = value.Extend(Encoding.ASCII.GetBytes(name + '\0')).ExtendHash(sections[name][bank].Span);
        }

        return value;
    }

    /// <summary>The register's value once a system has entered some phases.</summary>
    public static PcrValue Enter(PcrValue value, IEnumerable<string> phases) =>
        phases.Aggregate(value, (current, phase) => current.Extend(Encoding.ASCII.GetBytes(phase)));
}
