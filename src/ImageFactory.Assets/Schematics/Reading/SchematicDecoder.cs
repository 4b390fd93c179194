using ImageFactory.Boot.Meta;

namespace ImageFactory.Assets.Schematics.Reading;

/// <summary>Turns a tree into a schematic. Goes on after a fault, to find all of them.</summary>
internal sealed class SchematicDecoder
{
    private readonly FaultList _faults;
    private readonly ScalarReader _scalars;
    private readonly FieldReader _fields;
    private readonly OptionReader _options;

    public SchematicDecoder(FaultList faults)
    {
        _faults = faults;
        _scalars = new ScalarReader(faults);
        _fields = new FieldReader(faults, _scalars);
        _options = new OptionReader(faults, _scalars);
    }

    /// <summary>The schematic; complete only when no fault was added.</summary>
    public Schematic Decode(SourceNode root)
    {
        var path = DocumentPath.Root;
        var fields = _fields.Read(root, path, SchematicFields.Root);
        return new Schematic
        {
            Owner = Text(fields, path, "owner"),
            Overlay = DecodeOverlay(fields.GetValueOrDefault("overlay"), path.Field("overlay")),
            Customization = DecodeCustomization(fields.GetValueOrDefault("customization"), path.Field("customization")),
        };
    }

    private Overlay DecodeOverlay(SourceNode? node, DocumentPath path)
    {
        var fields = _fields.Read(node, path, SchematicFields.Overlay);
        return new Overlay
        {
            Image = Text(fields, path, "image"),
            Name = Text(fields, path, "name"),
            Options = _options.Read(fields.GetValueOrDefault("options"), path.Field("options")),
        };
    }

    private Customization DecodeCustomization(SourceNode? node, DocumentPath path)
    {
        var fields = _fields.Read(node, path, SchematicFields.Customization);
        var extensionsPath = path.Field("systemExtensions");
        var extensions = _fields.Read(fields.GetValueOrDefault("systemExtensions"), extensionsPath, SchematicFields.SystemExtensions);
        return new Customization
        {
            EmbeddedMachineConfiguration = Text(fields, path, "embeddedMachineConfiguration"),
            ExtraKernelArguments = List(fields, path, "extraKernelArgs", _scalars.Text),
            Meta = List(fields, path, "meta", DecodeMeta),
            OfficialExtensions = List(extensions, extensionsPath, "officialExtensions", _scalars.Text),
            Bootloader = DecodeBootloader(fields.GetValueOrDefault("bootloader"), path.Field("bootloader")),
            SecureBoot = DecodeSecureBoot(fields.GetValueOrDefault("secureboot"), path.Field("secureboot")),
            DiskImage = DecodeDiskImage(fields.GetValueOrDefault("diskImage"), path.Field("diskImage")),
        };
    }

    private MetaValue? DecodeMeta(SourceNode node, DocumentPath path)
    {
        if (_scalars.IsNull(node, path))
        {
            return null;
        }

        var fields = _fields.Read(node, path, SchematicFields.Meta);
        var key = _scalars.Number(fields.GetValueOrDefault("key"), path.Field("key"), byte.MaxValue);
        return new MetaValue((byte)(key ?? 0), Text(fields, path, "value"));
    }

    private BootloaderKind DecodeBootloader(SourceNode? node, DocumentPath path)
    {
        if (_scalars.Text(node, path) is not { } text)
        {
            return BootloaderKind.None;
        }

        if (BootloaderNames.TryParse(text, out var kind))
        {
            return kind;
        }

        var nearest = Nearest.OfOrAround(text, BootloaderNames.Accepted) is { } name ? $"did you mean \"{name}\"? " : "";
        var remedy = $"{nearest}valid values: {string.Join(", ", BootloaderNames.Accepted)}";
        _faults.Add(SchematicFaultCodes.InvalidValue, path, node!.Position, $"{FaultList.Quote(text)} is not a boot loader", remedy);
        return BootloaderKind.None;
    }

    private SecureBootCustomization DecodeSecureBoot(SourceNode? node, DocumentPath path)
    {
        var fields = _fields.Read(node, path, SchematicFields.SecureBoot);
        var includes = fields.GetValueOrDefault("includeWellKnownCertificates");
        return new SecureBootCustomization
        {
            EnrollKeys = Text(fields, path, "enrollKeys"),
            IncludeWellKnownCertificates = _scalars.Boolean(includes, path.Field("includeWellKnownCertificates")) ?? false,
        };
    }

    private DiskImageCustomization DecodeDiskImage(SourceNode? node, DocumentPath path)
    {
        var fields = _fields.Read(node, path, SchematicFields.DiskImage);
        var size = _scalars.Number(fields.GetValueOrDefault("sectorSize"), path.Field("sectorSize"), ulong.MaxValue);
        return new DiskImageCustomization { SectorSize = size ?? 0 };
    }

    private string Text(IReadOnlyDictionary<string, SourceNode> fields, DocumentPath path, string name) =>
        _scalars.Text(fields.GetValueOrDefault(name), path.Field(name)) ?? "";

    // Null items are left out, as go-yaml does: it is part of the ID.
    private List<T> List<T>(IReadOnlyDictionary<string, SourceNode> fields, DocumentPath path, string name, Func<SourceNode, DocumentPath, T?> decodeItem)
        where T : class
    {
        var items = new List<T>();
        var node = fields.GetValueOrDefault(name);
        var listPath = path.Field(name);
        if (node is SourceSequence sequence)
        {
            for (var i = 0; i < sequence.Items.Count; i++)
            {
                if (decodeItem(sequence.Items[i], listPath.Item(i)) is { } item)
                {
                    items.Add(item);
                }
            }
        }
        else if (node is not null && !_scalars.IsNull(node, listPath))
        {
            _faults.Add(SchematicFaultCodes.WrongType, listPath, node.Position, $"this is {node.Description}", "expected a list");
        }

        return items;
    }
}
