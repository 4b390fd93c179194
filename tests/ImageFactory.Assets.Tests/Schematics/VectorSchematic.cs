using System.Globalization;
using System.Text.Json;
using ImageFactory.Assets.Schematics.Yaml;
using ImageFactory.Assets.Schematics;
using ImageFactory.Boot.CommandLine;

namespace ImageFactory.Assets.Tests.Schematics;

/// <summary>A schematic as the vectors spell it, for the JSON reader.</summary>
public sealed record VectorSchematic(string? Owner, VectorOverlay Overlay, VectorCustomization Customization)
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
}

#pragma warning disable MA0048 // The parts are shapes of one JSON document and nothing else.
public sealed record VectorOverlay(string Image, string Name, JsonElement? Options);

public sealed record VectorCustomization(
    string? EmbeddedMachineConfiguration,
    IReadOnlyList<string>? ExtraKernelArgs,
    IReadOnlyList<MetaValue>? Meta,
    VectorExtensions SystemExtensions,
    string? Bootloader,
    VectorSecureBoot Secureboot,
    DiskImageCustomization DiskImage);

public sealed record VectorExtensions(IReadOnlyList<string>? OfficialExtensions);

public sealed record VectorSecureBoot(string? EnrollKeys, bool IncludeWellKnownCertificates);
