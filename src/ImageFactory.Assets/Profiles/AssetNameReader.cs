using System.Buffers;

namespace ImageFactory.Assets.Profiles;

/// <summary>Recognises file names. The order of the rules is the reference's, and part of the grammar.</summary>
internal sealed class AssetNameReader
{
    /// <summary>About twice the longest name there is.</summary>
    private const int MaximumLength = 100;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_.");

    private readonly string _text;
    private string _fault = string.Empty;

    private AssetNameReader(string text) => _text = text;

    /// <summary>The name, or null and what is wrong.</summary>
    public static AssetName? Read(string text, out string fault)
    {
        // What is not echoed cannot do harm where the sentence is shown.
        if (text.Length is 0 or > MaximumLength || text.AsSpan().ContainsAnyExcept(NameCharacters))
        {
            fault = $"The name of an asset has 1 to {MaximumLength} letters, digits, '-', '_' and '.', such as metal-amd64.iso.";
            return null;
        }

        var reader = new AssetNameReader(text);
        var name = reader.ReadKind();
        fault = reader._fault;
        return name;
    }

    private AssetName? ReadKind()
    {
        if (HasParts("kernel-", "", out var rest))
        {
            return ReadArchitecture(rest) is { } architecture ? AssetName.Kernel(architecture) : null;
        }

        if (HasParts("cmdline-", "", out rest))
        {
            return ReadTarget(rest) is var (platform, architecture, secureBoot)
                ? AssetName.Cmdline(platform, architecture, secureBoot)
                : null;
        }

        if (HasParts("initramfs-", ".xz", out rest))
        {
            return ReadArchitecture(rest) is { } architecture ? AssetName.Initramfs(architecture) : null;
        }

        return ReadPlatformFirst();
    }

    private AssetName? ReadPlatformFirst()
    {
        if (HasParts("", ".iso", out var rest))
        {
            return ReadTarget(rest) is var (platform, architecture, secureBoot)
                ? AssetName.Iso(platform, architecture, secureBoot)
                : null;
        }

        if (HasParts("", "-uki.efi", out rest))
        {
            return ReadTarget(rest) is var (platform, architecture, secureBoot)
                ? AssetName.Uki(platform, architecture, secureBoot)
                : null;
        }

        if (HasParts("installer-", ".tar", out rest))
        {
            return ReadInstaller(Platforms.Metal.Name, rest);
        }

        return HasParts("", ".tar", out rest) && rest.Split("-installer-") is [var platformName, var machine]
            ? ReadInstaller(platformName, machine)
            : ReadImage();
    }

    private AssetName? ReadInstaller(string platformName, string machine)
    {
        var secureBoot = AssetNameGrammar.TryCut(ref machine, AssetNameGrammar.SecureBootSuffix);
        return ReadPlatform(platformName) is { } platform && ReadArchitecture(machine) is { } architecture
            ? AssetName.Installer(platform, architecture, secureBoot)
            : null;
    }

    private AssetName? ReadImage()
    {
        var rest = _text;
        var compression = AssetNameGrammar.Compressions
            .FirstOrDefault(entry => AssetNameGrammar.TryCut(ref rest, entry.Suffix)).Compression;
        var (suffix, format) = AssetNameGrammar.DiskFormats
            .FirstOrDefault(entry => AssetNameGrammar.TryCut(ref rest, entry.Suffix));
        if (suffix is null)
        {
            _fault = $"\"{_text}\" ends like no asset: expected .iso, -uki.efi, or .raw, .qcow2, .vhd, .ova, "
                + "these four also with .xz, .zst, .gz or .tar.gz; others are kernel-<arch>, initramfs-<arch>.xz, "
                + "cmdline-<platform>-<arch> and installer-<arch>.tar.";
            return null;
        }

        return ReadTarget(rest) is var (platform, architecture, secureBoot)
            ? AssetName.Image(platform, architecture, secureBoot, format, compression)
            : null;
    }

    /// <summary>Reads <c>&lt;platform&gt;-&lt;arch&gt;[-secureboot]</c>.</summary>
    private (Platform Platform, Architecture Architecture, bool SecureBoot)? ReadTarget(string text)
    {
        var secureBoot = AssetNameGrammar.TryCut(ref text, AssetNameGrammar.SecureBootSuffix);

        // The only platform with a dash in its name.
        var isDigitalOcean = text.StartsWith("digital-ocean-", StringComparison.Ordinal);
        var dash = text.IndexOf('-', isDigitalOcean ? "digital-ocean".Length : 0);
        if (dash < 0)
        {
            _fault = $"\"{text}\" in \"{_text}\" is not a platform and an architecture, such as metal-amd64.";
            return null;
        }

        return ReadPlatform(text[..dash]) is { } platform && ReadArchitecture(text[(dash + 1)..]) is { } architecture
            ? (platform, architecture, secureBoot)
            : null;
    }

    private Platform? ReadPlatform(string name)
    {
        var platform = Platforms.Find(name);
        if (platform is null)
        {
            _fault = $"\"{name}\" in \"{_text}\" is not a platform; there are {string.Join(", ", Platforms.All)}.";
        }

        return platform;
    }

    private Architecture? ReadArchitecture(string name)
    {
        if (Architectures.TryParse(name, out var architecture))
        {
            return architecture;
        }

        _fault = $"\"{name}\" in \"{_text}\" is not an architecture; there are amd64 and arm64.";
        return null;
    }

    /// <summary>Whether the name has both ends, and what is between.</summary>
    private bool HasParts(string prefix, string suffix, out string between)
    {
        var has = _text.Length >= prefix.Length + suffix.Length
            && _text.StartsWith(prefix, StringComparison.Ordinal)
            && _text.EndsWith(suffix, StringComparison.Ordinal);
        between = has ? _text[prefix.Length..^suffix.Length] : string.Empty;
        return has;
    }
}
