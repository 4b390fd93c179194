using System.Globalization;

namespace ImageFactory.Formats.Kmod;

/// <summary>The device file by which a module is loaded when someone opens it: a line of <c>modules.devname</c>.</summary>
internal static class DeviceNode
{
    private const string Name = "devname:";

    /// <summary>The line of a module without its name, for example <c>fuse c10:229</c>; null when it has none.</summary>
    public static string? Find(ModuleFacts module)
    {
        string? name = null;
        string? number = null;
        foreach (var alias in module.Aliases)
        {
            if (alias.StartsWith(Name, StringComparison.Ordinal))
            {
                name = alias[Name.Length..];
            }
            else
            {
                number = Number(alias, "char-major-", 'c') ?? Number(alias, "block-major-", 'b') ?? number;
            }

            if (name is not null && number is not null)
            {
                return $"{name} {number}";
            }
        }

        return null;
    }

    private static string? Number(string alias, string prefix, char type)
    {
        if (!alias.StartsWith(prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var numbers = alias[prefix.Length..].Split('-', 2);
        return numbers.Length == 2 && Leading(numbers[0], exact: true) is { } major && Leading(numbers[1], exact: false) is { } minor
            ? string.Create(CultureInfo.InvariantCulture, $"{type}{major}:{minor}")
            : null;
    }

    private static uint? Leading(string text, bool exact)
    {
        var digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        var number = digits < 0 || exact ? text : text[..digits];
        return uint.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
    }
}
