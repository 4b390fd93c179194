using System.Text;

namespace ImageFactory.Formats.Kmod;

/// <summary>What a kernel's build says about the modules that are part of the kernel itself. Lines of another form are passed over.</summary>
internal static class BuiltinModules
{
    private const string AliasKey = "alias=";

    /// <summary>The names in <c>modules.builtin</c>, one path a line.</summary>
    public static IReadOnlyList<string> Names(ReadOnlySpan<byte> list) =>
    [
        .. Encoding.Latin1.GetString(list).Split('\n')
            .Where(line => line.Length > 0 && char.IsAsciiLetter(line[0]))
            .Select(ModuleName.OfPath)
            .Where(name => name.Length > 0 && Ascii.IsValid(name)),
    ];

    /// <summary>The aliases in <c>modules.builtin.modinfo</c>, which has texts <c>module.key=value</c> that end with a zero.</summary>
    public static IReadOnlyList<(string Pattern, string Module)> Aliases(ReadOnlySpan<byte> information)
    {
        var aliases = new List<(string Pattern, string Module)>();
        foreach (var text in Encoding.Latin1.GetString(information).Split('\0'))
        {
            var dot = text.IndexOf('.', StringComparison.Ordinal);
            if (dot > 0
                && text.AsSpan(dot + 1).StartsWith(AliasKey, StringComparison.Ordinal)
                && Ascii.IsValid(text)
                && AliasPattern.Normalize(text[(dot + 1 + AliasKey.Length)..]) is { Length: > 0 } pattern)
            {
                aliases.Add((pattern, text[..dot]));
            }
        }

        return aliases;
    }
}
