using System.Buffers;
using System.Text;

namespace ImageFactory.Boot.Uki;

/// <summary>The os-release file of an image (os-release(5)), shown by boot loaders and kept in <c>.osrel</c>.</summary>
public sealed record OsRelease
{
    // Would end the value or be expanded by a shell that reads the file.
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("\"\\$`\n\r\0");

    /// <summary>A file for a system and its version.</summary>
    /// <param name="name">The system's name, for example <c>Talos</c>.</param>
    /// <param name="version">The version as it was asked for, normally with its <c>v</c>.</param>
    /// <exception cref="ArgumentException">A text contains a character that an os-release file cannot hold.</exception>
    public OsRelease(string name, string version)
    {
        Name = Check(name, nameof(name));
        Version = Check(version, nameof(version));
    }

    /// <summary>The system's name.</summary>
    public string Name { get; }

    /// <summary>The version.</summary>
    public string Version { get; }

    /// <summary>The file's bytes: eight lines.</summary>
    public byte[] ToBytes() => Encoding.UTF8.GetBytes(
        $"""
        NAME="{Name}"
        ID={Name.ToLowerInvariant().Replace(' ', '_')}
        VERSION_ID={Version}
        PRETTY_NAME="{Name} ({Version})"
        HOME_URL="https://www.talos.dev/"
        BUG_REPORT_URL="https://github.com/siderolabs/talos/issues"
        VENDOR_NAME="Sidero Labs"
        VENDOR_URL="https://www.siderolabs.com/"

        """);

    private static string Check(string text, string parameter) =>
        text.AsSpan().IndexOfAny(Forbidden) < 0
            ? text
            : throw new ArgumentException($"'{text}' cannot stand in an os-release file.", parameter);
}
