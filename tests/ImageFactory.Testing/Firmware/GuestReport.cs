using System.Globalization;
using System.Text.RegularExpressions;

namespace ImageFactory.Testing.Firmware;

/// <summary>
/// What a guest of the sample release printed about itself on its serial line: one <c>imagefactory.KEY=VALUE</c> a line, between whatever
/// firmware, boot loader and kernel print. Asking for what was not reported fails the test and shows the line.
/// </summary>
public sealed partial class GuestReport
{
    internal const string LastLine = Prefix + "done=1";

    private const string Prefix = "imagefactory.";
    private const string Nothing = "none";

    private GuestReport(IReadOnlyDictionary<string, string> values, IReadOnlyList<string> errors, string serial)
    {
        Values = values;
        Errors = errors;
        Serial = serial;
    }

    /// <summary>Every value by its key, without the prefix.</summary>
    public IReadOnlyDictionary<string, string> Values { get; }

    /// <summary>What went wrong in the guest, in its own words; normally nothing.</summary>
    public IReadOnlyList<string> Errors { get; }

    /// <summary>The whole serial text, for failures.</summary>
    public string Serial { get; }

    /// <summary>The kernel's command line.</summary>
    public string CommandLine => this["cmdline"];

    /// <summary>Its arguments in order.</summary>
    public IReadOnlyList<string> Arguments => CommandLine.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether firmware checked signatures.</summary>
    public bool SecureBoot => this["secureboot"] switch
    {
        "0" => false,
        "1" => true,
        var other => throw Unexpected("secureboot", other),
    };

    /// <summary><c>uefi</c> or <c>bios</c>.</summary>
    public string Boot => this["boot"];

    /// <summary>The kernel's release.</summary>
    public string Kernel => this["kernel"];

    /// <summary>The architecture.</summary>
    public string Architecture => this["arch"];

    /// <summary>The ID of the schematic it was built from.</summary>
    public string SchematicId => this["schematic"];

    /// <summary>PCR 11 of the SHA-256 bank as userland found it, in hexadecimal; null without a TPM.</summary>
    public string? Pcr11 => Measured("pcr11.sha256");

    /// <summary>The same after the phases up to <c>enter-machined</c>.</summary>
    public string? Pcr11Machined => Measured("pcr11.machined.sha256");

    /// <summary>The extensions in the order of their layers.</summary>
    public IReadOnlyList<GuestExtension> Extensions =>
    [
        .. Under("extension.")
            .OrderBy(pair => int.Parse(pair.Key, NumberStyles.None, CultureInfo.InvariantCulture))
            .Select(pair => pair.Value.Split(' ', 2))
            .Select(words => new GuestExtension(words[0], words.Length == 2 ? words[1] : "")),
    ];

    /// <summary>The SHA-256 of the marker file inside each extension, in hexadecimal, by name.</summary>
    public IReadOnlyDictionary<string, string> Markers => Under("marker.").ToDictionary(StringComparer.Ordinal);

    /// <summary>The META values by their tags; the guest writes a line's end as <c>\n</c>.</summary>
    public IReadOnlyDictionary<byte, string> Meta =>
        Under("meta.0x").ToDictionary(
            pair => byte.Parse(pair.Key, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
            pair => pair.Value);

    /// <summary>The value of a key.</summary>
    public string this[string key]
    {
        get
        {
            Assert.True(Values.TryGetValue(key, out var value), $"The guest did not report '{key}'.\n{Serial}");
            return value;
        }
    }

    /// <summary>Reads the report out of a serial line's text.</summary>
    /// <exception cref="InvalidDataException">A key other than <c>error</c> is reported twice, or the last line is missing.</exception>
    public static GuestReport Parse(string serial)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var errors = new List<string>();
        foreach (var parts in Reported(serial))
        {
            if (parts[0] is "error")
            {
                errors.Add(parts[1]);
            }
            else if (!values.TryAdd(parts[0], parts[1]))
            {
                throw new InvalidDataException($"The guest reported '{parts[0]}' twice: '{values[parts[0]]}' and '{parts[1]}'.\n{serial}");
            }
        }

        return IsComplete(serial)
            ? new GuestReport(values, errors, serial)
            : throw new InvalidDataException($"The guest's report does not end with '{LastLine}'.\n{serial}");
    }

    /// <summary>Whether the guest has said its last line.</summary>
    internal static bool IsComplete(string serial) => Lines(serial).Contains(LastLine, StringComparer.Ordinal);

    private static IEnumerable<string[]> Reported(string serial) =>
        Lines(serial)
            .Where(line => line.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(line => line[Prefix.Length..].Split('=', 2))
            .Where(parts => parts.Length == 2);

    // Firmware and GRUB leave cursor movements, also in front of what follows them.
    private static IEnumerable<string> Lines(string serial) =>
        TerminalSequence().Replace(serial, "").Split('\n').Select(line => line.Trim('\r'));

    [GeneratedRegex(@"\e(\[[0-9;=?]*[A-Za-z]|[()][0-9A-B])", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex TerminalSequence();

    private string? Measured(string key) => this[key] is var value and not Nothing ? value : null;

    private IEnumerable<KeyValuePair<string, string>> Under(string prefix) =>
        Values.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(pair => KeyValuePair.Create(pair.Key[prefix.Length..], pair.Value));

    private InvalidDataException Unexpected(string key, string value) => new($"The guest reported '{key}' as '{value}'.\n{Serial}");
}
