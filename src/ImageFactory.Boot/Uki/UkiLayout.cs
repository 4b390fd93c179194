using ImageFactory.Formats.Pe;

namespace ImageFactory.Boot.Uki;

/// <summary>Where the sections of a unified kernel image go.</summary>
public sealed class UkiLayout
{
    // A sector of an ISO 9660 image: its records can point at the kernel and the initramfs inside the UKI.
    private const int SectorSize = 2048;

    private UkiLayout(IReadOnlyList<UkiSection> sections, PeLayout file)
    {
        Sections = sections;
        File = file;
    }

    /// <summary>The sections behind those of the stub.</summary>
    public IReadOnlyList<UkiSection> Sections { get; }

    /// <summary>The PE file.</summary>
    public PeLayout File { get; }

    /// <summary>Places the sections.</summary>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    /// <exception cref="InvalidDataException">
    /// The kernel or the initramfs is empty, nothing can be appended to the stub, or the image would be larger than 4 GiB.
    /// </exception>
    public static UkiLayout Create(UkiOptions options)
    {
        if (options.Kernel.Length == 0 || options.Initrd.Length == 0)
        {
            throw new InvalidDataException("The kernel or the initramfs of the image is empty.");
        }

        var sections = UkiSections.Of(options);
        var added = sections.Select(section => new PeAddedSection(section.Name, section.Content, Alignment(section)));
        return new UkiLayout(sections, PeLayout.Create(options.Stub, [.. added], options.TimeDateStamp));
    }

    private static int Alignment(UkiSection section) => section.Name is ".linux" or ".initrd" ? SectorSize : 1;
}
