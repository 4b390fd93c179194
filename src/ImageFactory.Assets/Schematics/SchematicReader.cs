using ImageFactory.Assets.Schematics.Reading;

namespace ImageFactory.Assets.Schematics;

/// <summary>
/// Reads a schematic as people post it: the first document of a YAML or JSON text, strictly. Never throws on what it reads.
/// </summary>
public static class SchematicReader
{
    /// <summary>Reads within the default limits.</summary>
    public static SchematicReadResult Read(ReadOnlySpan<byte> document) => Read(document, SchematicLimits.Default);

    /// <summary>Reads within the limits given.</summary>
    public static SchematicReadResult Read(ReadOnlySpan<byte> document, SchematicLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        var faults = new FaultList(limits.MaxFaults);
        var text = DocumentText.Decode(document, limits, faults);
        var root = text is null ? null : SourceComposer.Compose(text, limits, faults);
        var schematic = root is null ? null : new SchematicDecoder(faults).Decode(root);
        if (document.Length > limits.MaxBytes && schematic is { Customization.EmbeddedMachineConfiguration: "" })
        {
            faults.AddTooLarge(document.Length, limits.MaxBytes);
        }

        return new SchematicReadResult(schematic, faults.InOrder());
    }
}
