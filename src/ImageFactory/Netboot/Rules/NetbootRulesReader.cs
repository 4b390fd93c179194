using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ImageFactory.Assets.Profiles;
using ImageFactory.Assets.Schematics;
using ImageFactory.Assets.Versions;
using ImageFactory.Boot.Meta;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace ImageFactory.Netboot.Rules;

/// <summary>Reads the rules of network boot, strictly: an unknown key is a mistake (<c>docs/netboot.md</c>).</summary>
internal static partial class NetbootRulesReader
{
    /// <summary>The longest file in bytes.</summary>
    public const int LongestFile = 1024 * 1024;

    // What firmware's HTTP client and a DHCP option have room for, with an asset's path behind it.
    private const int LongestUrl = 128;
    private const int MacDigits = 12;

    // Those that Talos itself fills in (talos.config): no iPXE runs before a UKI that firmware starts.
    private static readonly string[] Variables = ["uuid", "serial", "mac", "hostname", "code"];

    private static readonly IDeserializer Deserializer = new DeserializerBuilder()
        .WithNamingConvention(CamelCaseNamingConvention.Instance)
        .WithDuplicateKeyChecking()
        .Build();

    /// <summary>The rules in a file's content.</summary>
    /// <exception cref="InvalidDataException">Something in it is wrong; the message says what and where.</exception>
    public static NetbootRules Read(ReadOnlySpan<byte> yaml)
    {
        if (yaml.Length > LongestFile)
        {
            throw Fault("the file", $"has {yaml.Length} bytes; at most {LongestFile} are read");
        }

        try
        {
            return Convert(Deserializer.Deserialize<NetbootRulesDocument?>(Encoding.UTF8.GetString(yaml)) ?? new NetbootRulesDocument());
        }
        catch (YamlException exception)
        {
            var reason = exception.InnerException?.Message ?? exception.Message;
            throw new InvalidDataException($"line {exception.Start.Line}: {reason}", exception);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            // The parser's own answer to some damaged directives and tags (YamlDotNet 16.3).
            throw new InvalidDataException(exception.Message, exception);
        }
    }

    private static NetbootRules Convert(NetbootRulesDocument document) => new(
        FactoryOf(document.Factory),
        IpxeOf(document.Ipxe),
        [.. (document.Rules ?? []).Select((row, index) => RuleOf(row ?? new NetbootRulesDocument.RuleRow(), index + 1))]);

    private static string FactoryOf(string? text) =>
        text is { Length: <= LongestUrl } && Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.Query.Length == 0
            ? text.TrimEnd('/')
            : throw Fault("factory", $"is '{text}'; expected the factory's URL, such as http://192.168.1.10:8080, in at most {LongestUrl} characters");

    private static IpxeFiles IpxeOf(NetbootRulesDocument.IpxeSection? section) => new(
        section?.Directory ?? IpxeFiles.Default.Directory,
        FileOf(section?.Bios, IpxeFiles.Default.Bios),
        FileOf(section?.Uefi, IpxeFiles.Default.Uefi),
        FileOf(section?.UefiArm64, IpxeFiles.Default.UefiArm64));

    private static string FileOf(string? name, string usual) => name switch
    {
        null => usual,
        _ when FileName().IsMatch(name) => name,
        _ => throw Fault("ipxe", $"has '{name}'; expected the name of a file in its directory"),
    };

    private static NetbootRule RuleOf(NetbootRulesDocument.RuleRow row, int number)
    {
        var name = string.IsNullOrWhiteSpace(row.Name) ? number.ToString(CultureInfo.InvariantCulture) : row.Name.ReplaceLineEndings(" ");
        var where = $"rule {name}";
        return new NetbootRule
        {
            Name = name,
            Match = MatchOf(row.Match ?? new NetbootRulesDocument.MatchSection(), where),
            Target = row.Ignore ? null : TargetOf(row, where),
        };
    }

    private static NetbootTarget TargetOf(NetbootRulesDocument.RuleRow row, string where) => new()
    {
        Schematic = SchematicId.TryParse(row.Schematic, out var id)
            ? id
            : throw Fault(where, $"has the schematic '{row.Schematic}'; expected an ID of 64 lower-case hexadecimal digits"),
        Version = row.Version is not null && TalosVersion.TryParse(row.Version, out var version)
            ? version
            : throw Fault(where, $"has the version '{row.Version}'; expected one such as v1.13.0"),
        Platform = Platforms.Find(row.Platform ?? Platforms.Metal.Name)
            ?? throw Fault(where, $"has the platform '{row.Platform}'; there is {string.Join(", ", Platforms.All)}"),
        SecureBoot = row.SecureBoot,
        Arguments = [.. (row.Arguments ?? []).Select(argument => ArgumentOf(argument, row.SecureBoot, where))],
        Meta = [.. (row.Meta ?? []).Select(each => MetaOf(each, where))],
    };

    private static string ArgumentOf(string? argument, bool secureBoot, string where)
    {
        if (string.IsNullOrEmpty(argument) || argument.Any(character => char.IsWhiteSpace(character) || char.IsControl(character)))
        {
            throw Fault(where, $"has the argument '{argument}'; expected one word");
        }

        var strange = secureBoot
            ? Variable().Matches(argument).Select(match => match.Groups["name"].Value).FirstOrDefault(name => !Variables.Contains(name, StringComparer.Ordinal))
            : null;
        return strange is null
            ? argument
            : throw Fault(where, $"has ${{{strange}}} in an argument; the command line of SecureBoot is signed, and Talos fills in ${{{string.Join("}, ${", Variables)}}} only");
    }

    private static MetaValue MetaOf(NetbootRulesDocument.MetaRow? row, string where) => row is { Key: { } key, Value: { } value }
        ? new MetaValue(key, value)
        : throw Fault(where, "has a META value without a key from 0 to 255 or without a value");

    private static MachineMatch MatchOf(NetbootRulesDocument.MatchSection section, string where) => new()
    {
        MacPrefixes = [.. (section.Mac ?? []).Select(text => MacPrefixOf(text, where))],
        Uuids = [.. (section.Uuid ?? []).Select(text => Guid.TryParse(text, out var uuid) ? uuid : throw Fault(where, $"has the UUID '{text}', which is none"))],
        Serials = [.. (section.Serial ?? []).Select(text => text ?? throw Fault(where, "has an empty serial number"))],
        Architecture = section.Architecture is null ? null : ArchitectureOf(section.Architecture, where),
    };

    private static string MacPrefixOf(string? text, string where)
    {
        var isPrefix = text is [.., '*'];
        var digits = MacAddress.Digits(isPrefix ? text![..^1] : text);
        var hasLength = isPrefix ? digits.Length < MacDigits : digits.Length == MacDigits;
        return hasLength && digits.All(char.IsAsciiHexDigit)
            ? digits
            : throw Fault(where, $"has the MAC address '{text}'; expected one such as 52:54:00:12:34:56, or the beginning of some, such as 52:54:00:*");
    }

    private static Architecture ArchitectureOf(string text, string where) => Architectures.TryParse(text, out var architecture)
        ? architecture
        : throw Fault(where, $"has the architecture '{text}'; there is amd64 and arm64");

    private static InvalidDataException Fault(string where, string what) => new($"{where} {what}.");

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]*$", RegexOptions.NonBacktracking)]
    private static partial Regex FileName();

    [GeneratedRegex(@"\$\{(?<name>[^}]*)\}", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Variable();
}
