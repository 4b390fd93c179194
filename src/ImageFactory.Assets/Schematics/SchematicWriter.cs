using System.Globalization;
using ImageFactory.Assets.Schematics.Canonical;
using ImageFactory.Assets.Schematics.Yaml;
using ImageFactory.Boot.Meta;

namespace ImageFactory.Assets.Schematics;

/// <summary>
/// Writes the canonical YAML of a schematic, byte for byte what go-yaml v4 writes for the reference, because clients compute
/// the ID from it on their own. The text is for hashing and showing: some strings do not read back from it.
/// </summary>
public static class SchematicWriter
{
    /// <summary>The canonical form in UTF-8, with one line feed at the end. The order of fields is part of the ID.</summary>
    public static byte[] Write(Schematic schematic)
    {
        ArgumentNullException.ThrowIfNull(schematic);
        return CanonicalEmitter.Emit(new Fields()
            .AddText("owner", schematic.Owner)
            .AddUnlessEmpty("overlay", OverlayOf(schematic.Overlay))
            .Add("customization", CustomizationOf(schematic.Customization))
            .ToMapping());
    }

    private static YamlMapping OverlayOf(Overlay overlay)
    {
        var options = KeySorter.Sort(overlay.Options ?? new YamlMapping([]));
        if (overlay.Image.Length == 0 && overlay.Name.Length == 0 && options.Entries.Count == 0)
        {
            return options;
        }

        return new Fields()
            .Add("image", YamlScalar.OfText(overlay.Image))
            .Add("name", YamlScalar.OfText(overlay.Name))
            .AddUnlessEmpty("options", options)
            .ToMapping();
    }

    private static YamlMapping CustomizationOf(Customization customization) =>
        new Fields()
            .AddText("embeddedMachineConfiguration", customization.EmbeddedMachineConfiguration)
            .AddUnlessEmpty("extraKernelArgs", Texts(customization.ExtraKernelArguments))
            .AddUnlessEmpty("meta", new YamlSequence([.. customization.Meta.Select(MetaOf)]))
            .AddUnlessEmpty("systemExtensions", new Fields().AddUnlessEmpty("officialExtensions", Texts(customization.OfficialExtensions)).ToMapping())
            .AddText("bootloader", customization.Bootloader == BootloaderKind.None ? "" : BootloaderNames.Name(customization.Bootloader))
            .AddUnlessEmpty("secureboot", SecureBootOf(customization.SecureBoot))
            .AddUnlessEmpty("diskImage", DiskImageOf(customization.DiskImage))
            .ToMapping();

    private static YamlMapping MetaOf(MetaValue meta) =>
        new Fields().Add("key", Number(meta.Key)).Add("value", YamlScalar.OfText(meta.Value)).ToMapping();

    private static YamlMapping SecureBootOf(SecureBootCustomization secureBoot)
    {
        var fields = new Fields().AddText("enrollKeys", secureBoot.EnrollKeys);
        return secureBoot.IncludeWellKnownCertificates
            ? fields.Add("includeWellKnownCertificates", new YamlScalar(YamlType.Boolean, "true")).ToMapping()
            : fields.ToMapping();
    }

    private static YamlMapping DiskImageOf(DiskImageCustomization diskImage) =>
        diskImage.SectorSize == 0 ? new YamlMapping([]) : new Fields().Add("sectorSize", Number(diskImage.SectorSize)).ToMapping();

    private static YamlSequence Texts(IEnumerable<string> texts) => new([.. texts.Select(YamlScalar.OfText)]);

    private static YamlScalar Number(ulong value) => new(YamlType.Whole, value.ToString(CultureInfo.InvariantCulture));
}
