using System.Security.Cryptography;
using System.Text;
using ImageFactory.Boot.Initramfs;
using ImageFactory.Testing;
using ImageFactory.Testing.Firmware;

namespace ImageFactory.Firmware.Tests.Product;

/// <summary>What a guest should say of an extension, as the extension's own image has it.</summary>
/// <param name="ShortName">The last part of its name; its marker is called so.</param>
/// <param name="Layer">The name and version in its manifest.</param>
/// <param name="Marker">The SHA-256 of its marker, in hexadecimal.</param>
internal sealed record SampleExtension(string ShortName, GuestExtension Layer, string Marker)
{
    private const string Registry = "ghcr.io/";

    /// <summary>Reads the extension of a release.</summary>
    public static async Task<SampleExtension> ReadAsync(
        string version, string architecture, string name, CancellationToken cancellationToken)
    {
        var shortName = name[(name.LastIndexOf('/') + 1)..];
        var tag = await FindTagAsync(version, name, cancellationToken);
        var manifest = await SampleFiles.ReadAsync(tag, architecture, ExtensionManifest.FileName, cancellationToken);
        var marker = await SampleFiles.ReadAsync(
            tag, architecture, $"rootfs/usr/local/share/imagefactory/marker/{shortName}", cancellationToken);
        var metadata = ExtensionManifest.Parse(manifest);
        return new SampleExtension(
            shortName, new GuestExtension(metadata.Name, metadata.Version), Convert.ToHexStringLower(SHA256.HashData(marker)));
    }

    private static async Task<string> FindTagAsync(string version, string name, CancellationToken cancellationToken)
    {
        var digests = await SampleFiles.ReadAsync($"siderolabs/extensions:{version}", "amd64", "image-digests", cancellationToken);
        var line = Encoding.UTF8.GetString(digests).Split('\n')
            .First(line => line.StartsWith($"{Registry}{name}:", StringComparison.Ordinal));
        return line[Registry.Length..line.IndexOf('@', StringComparison.Ordinal)];
    }
}
