using System.Diagnostics.CodeAnalysis;
using ImageFactory.Assets.Profiles;
using ImageFactory.Assets.Schematics;

namespace ImageFactory.Installers;

/// <summary>A repository of installers: one schematic, one platform.</summary>
/// <param name="SchematicId">The schematic.</param>
/// <param name="Platform">The platform.</param>
/// <param name="SecureBoot">Whether they are signed for SecureBoot.</param>
internal sealed record InstallerRepository(SchematicId SchematicId, Platform Platform, bool SecureBoot)
{
    private const string Installer = "installer";
    private const string SecureBootSuffix = "-secureboot";

    /// <summary>Reads <c>[&lt;platform&gt;-]installer[-secureboot]</c> and an ID; false when there is no such repository.</summary>
    public static bool TryParse(string image, string id, [NotNullWhen(true)] out InstallerRepository? repository)
    {
        repository = null;
        var secureBoot = image.EndsWith(SecureBootSuffix, StringComparison.Ordinal);
        var name = secureBoot ? image[..^SecureBootSuffix.Length] : image;
        if (!name.EndsWith(Installer, StringComparison.Ordinal) || !Assets.Schematics.SchematicId.TryParse(id, out var schematic))
        {
            return false;
        }

        // The name without a platform is metal's.
        var prefix = name[..^Installer.Length];
        var platform = prefix.Length == 0 ? Platforms.Metal : FindPlatform(prefix);
        repository = platform is null ? null : new InstallerRepository(schematic, platform, secureBoot);
        return repository is not null;
    }

    /// <summary>The first part of the name; metal has two, and this is the shorter.</summary>
    public string Image => $"{(Platform == Platforms.Metal ? string.Empty : $"{Platform}-")}{Installer}{(SecureBoot ? SecureBootSuffix : string.Empty)}";

    /// <summary>The name of the image without a tag, as it is written in <c>/v2</c>.</summary>
    public override string ToString() => $"{Image}/{SchematicId}";

    private static Platform? FindPlatform(string prefix) => prefix.EndsWith('-') ? Platforms.Find(prefix[..^1]) : null;
}
