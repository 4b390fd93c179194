using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ImageFactory.Assets.Schematics;

namespace ImageFactory.Endpoints;

/// <summary>A schematic as JSON, with every field: what a form is filled from, and what <c>POST /schematics</c> takes back.</summary>
internal sealed record SchematicDocument(string Owner, SchematicDocument.OverlayFields Overlay, SchematicDocument.CustomizationFields Customization)
{
    public static SchematicDocument Of(Schematic schematic)
    {
        var custom = schematic.Customization;
        return new SchematicDocument(
            schematic.Owner,
            new OverlayFields(
                schematic.Overlay.Image, schematic.Overlay.Name, schematic.Overlay.Options is { } options ? YamlJson.Of(options).AsObject() : []),
            new CustomizationFields
            {
                EmbeddedMachineConfiguration = custom.EmbeddedMachineConfiguration,
                ExtraKernelArgs = custom.ExtraKernelArguments,
                Meta = [.. custom.Meta.Select(value => new MetaFields(value.Key, value.Value))],
                SystemExtensions = new ExtensionFields(custom.OfficialExtensions),
                Bootloader = custom.Bootloader switch
                {
                    BootloaderKind.DualBoot => "dual-boot",
                    BootloaderKind.SdBoot => "sd-boot",
                    BootloaderKind.Grub => "grub",
                    _ => "none",
                },
                SecureBoot = new SecureBootFields(custom.SecureBoot.EnrollKeys, custom.SecureBoot.IncludeWellKnownCertificates),
                DiskImage = new DiskImageFields(custom.DiskImage.SectorSize),
            });
    }

    internal sealed record OverlayFields(string Image, string Name, JsonObject Options);

    internal sealed record CustomizationFields
    {
        public required string EmbeddedMachineConfiguration { get; init; }

        public required IReadOnlyList<string> ExtraKernelArgs { get; init; }

        public required IReadOnlyList<MetaFields> Meta { get; init; }

        public required ExtensionFields SystemExtensions { get; init; }

        public required string Bootloader { get; init; }

        [JsonPropertyName("secureboot")]
        public required SecureBootFields SecureBoot { get; init; }

        public required DiskImageFields DiskImage { get; init; }
    }

    internal sealed record MetaFields(byte Key, string Value);

    internal sealed record ExtensionFields(IReadOnlyList<string> OfficialExtensions);

    internal sealed record SecureBootFields(string EnrollKeys, bool IncludeWellKnownCertificates);

    internal sealed record DiskImageFields(ulong SectorSize);
}
