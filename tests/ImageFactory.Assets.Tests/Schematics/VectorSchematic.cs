using System.Globalization;
using System.Text.Json;
using ImageFactory.Assets.Schematics;
using ImageFactory.Assets.Schematics.Yaml;
using ImageFactory.Boot.Meta;

namespace ImageFactory.Assets.Tests.Schematics;

/// <summary>A schematic as the vectors spell it, for the JSON reader.</summary>
public sealed record VectorSchematic(string? Owner, VectorSchematic.OverlayPart Overlay, VectorSchematic.CustomizationPart Customization)
{
    public Schematic ToSchematic() => new()
    {
        Owner = Owner ?? "",
        Overlay = new Overlay
        {
            Image = Overlay.Image,
            Name = Overlay.Name,
            Options = Overlay.Options is { } options ? (YamlMapping)ToNode(options) : null,
        },
        Customization = new Customization
        {
            EmbeddedMachineConfiguration = Customization.EmbeddedMachineConfiguration ?? "",
            ExtraKernelArguments = Customization.ExtraKernelArgs ?? [],
            Meta = Customization.Meta ?? [],
            OfficialExtensions = Customization.SystemExtensions.OfficialExtensions ?? [],
            Bootloader = ToBootloader(Customization.Bootloader),
            SecureBoot = new SecureBootCustomization
            {
                EnrollKeys = Customization.Secureboot.EnrollKeys ?? "",
                IncludeWellKnownCertificates = Customization.Secureboot.IncludeWellKnownCertificates,
            },
            DiskImage = Customization.DiskImage,
        },
    };

    private static BootloaderKind ToBootloader(string? name) => name switch
    {
        null => BootloaderKind.None,
        "dual-boot" => BootloaderKind.DualBoot,
        "sd-boot" => BootloaderKind.SdBoot,
        "grub" => BootloaderKind.Grub,
        _ => (BootloaderKind)int.Parse(name["BootloaderKind(".Length..^1], CultureInfo.InvariantCulture),
    };

    private static YamlNode ToNode(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => new YamlMapping([.. json.EnumerateObject().Select(p => new YamlEntry(YamlScalar.OfText(p.Name), ToNode(p.Value)))]),
        JsonValueKind.Array => new YamlSequence([.. json.EnumerateArray().Select(ToNode)]),
        JsonValueKind.String => YamlScalar.OfText(json.GetString()!),
        JsonValueKind.Number => new YamlScalar(YamlType.Whole, json.GetRawText()),
        JsonValueKind.Null => new YamlScalar(YamlType.Null, "null"),
        _ => new YamlScalar(YamlType.Boolean, json.GetRawText()),
    };

    public sealed record OverlayPart(string Image, string Name, JsonElement? Options);

    public sealed record CustomizationPart(
        string? EmbeddedMachineConfiguration,
        IReadOnlyList<string>? ExtraKernelArgs,
        IReadOnlyList<MetaValue>? Meta,
        ExtensionsPart SystemExtensions,
        string? Bootloader,
        SecureBootPart Secureboot,
        DiskImageCustomization DiskImage);

    public sealed record ExtensionsPart(IReadOnlyList<string>? OfficialExtensions);

    public sealed record SecureBootPart(string? EnrollKeys, bool IncludeWellKnownCertificates);
}
