using ImageFactory.Assets.Schematics;
using ImageFactory.Assets.Schematics.Yaml;

namespace ImageFactory.Assets.Overlays;

/// <summary>
/// What a schematic sets of a board. Options that the board does not have mean nothing, as for the reference; one that looks like a
/// misspelt one is refused.
/// </summary>
internal sealed class OverlayOptions
{
    private readonly Dictionary<string, YamlNode> _values;

    private OverlayOptions(Dictionary<string, YamlNode> values) => _values = values;

    /// <summary>The options for a board.</summary>
    /// <exception cref="FactoryException">An option is misspelt, or has a value of the wrong kind; a line for each.</exception>
    public static OverlayOptions Of(OverlayBoard board, YamlMapping? options)
    {
        var values = (options?.Entries ?? []).ToDictionary(entry => entry.Key.Text, entry => entry.Value, StringComparer.Ordinal);
        string[] texts = [.. board.Texts.SelectMany(text => new[] { text.ReplacedBy, text.AppendedBy }).OfType<string>()];
        string[] switches = [.. board.Firmware.Select(firmware => firmware.Unless).OfType<string>()];
        string[] known = [.. texts, .. switches];
        string?[] faults =
        [
            .. texts.Select(name => FindFault(values, name, YamlType.Text, "text")),
            .. switches.Select(name => FindFault(values, name, YamlType.Boolean, "true or false")),
            .. values.Keys.Where(name => !known.Contains(name, StringComparer.Ordinal)).Select(name => FindMisspelling(board, name, known)),
        ];
        return faults.OfType<string>().ToList() is { Count: > 0 } found
            ? throw new FactoryException(FactoryError.InvalidCombination, string.Join('\n', found.Distinct(StringComparer.Ordinal)))
            : new OverlayOptions(values);
    }

    /// <summary>The text of an option; empty when it is not set.</summary>
    public string TextOf(string? name) => name is not null && _values.GetValueOrDefault(name) is YamlScalar { Type: not YamlType.Null } value
        ? value.Text
        : string.Empty;

    /// <summary>Whether an option is set to true.</summary>
    public bool IsOn(string? name) => TextOf(name) is "true";

    private static string? FindFault(Dictionary<string, YamlNode> values, string name, YamlType type, string expected) =>
        values.GetValueOrDefault(name) switch
        {
            null or YamlScalar { Type: YamlType.Null } => null,
            // A number or a word that is meant as a text reads like one.
            YamlScalar value when type == YamlType.Text || value.Type == type => null,
            _ => $"overlay.options.{name} is not {expected}.",
        };

    private static string? FindMisspelling(OverlayBoard board, string name, string[] known) =>
        Nearest.Of(name, known) is { } near
            ? $"The overlay {board.Name} has no option \"{name}\"; did you mean \"{near}\"?"
            : null;
}
