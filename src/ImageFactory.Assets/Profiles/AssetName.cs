using System.Diagnostics.CodeAnalysis;

namespace ImageFactory.Assets.Profiles;

/// <summary>
/// The name of an asset: all that a file name says about its content. Aliases are gone: <c>metal-x86_64.iso</c> and
/// <c>metal-amd64.iso</c> are the same name.
/// </summary>
public sealed record AssetName
{
    private AssetName(OutputKind kind, Platform platform, Architecture architecture, bool secureBoot)
    {
        Kind = kind;
        Platform = platform;
        Architecture = architecture;
        SecureBoot = secureBoot;
    }

    /// <summary>What the asset is.</summary>
    public OutputKind Kind { get; }

    /// <summary>The platform; metal for kernel and initramfs, which are the same for all.</summary>
    public Platform Platform { get; }

    /// <summary>The architecture.</summary>
    public Architecture Architecture { get; }

    /// <summary>Whether the asset is made for SecureBoot.</summary>
    public bool SecureBoot { get; }

    /// <summary>The format of a disk image; null for every other kind.</summary>
    public DiskFormat? DiskFormat { get; private init; }

    /// <summary>The compression of a disk image; <see cref="OutputCompression.None"/> for every other kind.</summary>
    public OutputCompression Compression { get; private init; }

    /// <summary><c>kernel-&lt;arch&gt;</c>.</summary>
    public static AssetName Kernel(Architecture architecture) =>
        new(OutputKind.Kernel, Platforms.Metal, architecture, secureBoot: false);

    /// <summary><c>initramfs-&lt;arch&gt;.xz</c>; the name stays when the content is zstd.</summary>
    public static AssetName Initramfs(Architecture architecture) =>
        new(OutputKind.Initramfs, Platforms.Metal, architecture, secureBoot: false);

    /// <summary><c>cmdline-&lt;platform&gt;-&lt;arch&gt;[-secureboot]</c>.</summary>
    public static AssetName Cmdline(Platform platform, Architecture architecture, bool secureBoot) =>
        new(OutputKind.Cmdline, platform, architecture, secureBoot);

    /// <summary><c>&lt;platform&gt;-&lt;arch&gt;[-secureboot].iso</c>.</summary>
    public static AssetName Iso(Platform platform, Architecture architecture, bool secureBoot) =>
        new(OutputKind.Iso, platform, architecture, secureBoot);

    /// <summary><c>&lt;platform&gt;-&lt;arch&gt;[-secureboot]-uki.efi</c>.</summary>
    public static AssetName Uki(Platform platform, Architecture architecture, bool secureBoot) =>
        new(OutputKind.Uki, platform, architecture, secureBoot);

    /// <summary><c>[&lt;platform&gt;-]installer-&lt;arch&gt;[-secureboot].tar</c>; without platform for metal.</summary>
    public static AssetName Installer(Platform platform, Architecture architecture, bool secureBoot) =>
        new(OutputKind.Installer, platform, architecture, secureBoot);

    /// <summary><c>&lt;platform&gt;-&lt;arch&gt;[-secureboot].&lt;format&gt;[.&lt;compression&gt;]</c>.</summary>
    public static AssetName Image(
        Platform platform, Architecture architecture, bool secureBoot, DiskFormat format, OutputCompression compression) =>
        new(OutputKind.Image, platform, architecture, secureBoot) { DiskFormat = format, Compression = compression };

    /// <summary>Reads a file name.</summary>
    /// <param name="text">The file name, without checksum or signature suffix.</param>
    /// <param name="name">The name, when the text is one.</param>
    /// <param name="fault">What is wrong and what would be right, in a sentence, when it is not.</param>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out AssetName? name, [NotNullWhen(false)] out string? fault)
    {
        name = AssetNameReader.Read(text, out var reason);
        if (name is not null)
        {
            fault = null;
            return true;
        }

        fault = AssetNameSuggestion.For(text) is { } meant ? $"{reason} Did you mean \"{meant}\"?" : reason;
        return false;
    }

    /// <summary>The canonical file name.</summary>
    public override string ToString()
    {
        var machine = Architecture.Name() + (SecureBoot ? AssetNameGrammar.SecureBootSuffix : string.Empty);
        return Kind switch
        {
            OutputKind.Kernel => $"kernel-{machine}",
            OutputKind.Initramfs => $"initramfs-{machine}.xz",
            OutputKind.Cmdline => $"cmdline-{Platform}-{machine}",
            OutputKind.Iso => $"{Platform}-{machine}.iso",
            OutputKind.Uki => $"{Platform}-{machine}-uki.efi",
            OutputKind.Installer when Platform == Platforms.Metal => $"installer-{machine}.tar",
            OutputKind.Installer => $"{Platform}-installer-{machine}.tar",
            _ => $"{Platform}-{machine}{AssetNameGrammar.Suffix(DiskFormat)}{AssetNameGrammar.Suffix(Compression)}",
        };
    }
}
