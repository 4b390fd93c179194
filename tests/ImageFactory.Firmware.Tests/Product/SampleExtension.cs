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
/// <param name="KernelRelease">The kernel that its modules are for; null when it has none.</param>
internal sealed record SampleExtension(string ShortName, GuestExtension Layer, string Marker, string? KernelRelease)
{
    private const string Registry = "ghcr.io/";
    private const string Modules = "lib/modules/";

    /// <summary>Reads the extension of a release.</summary>
    public static async Task<SampleExtension> ReadAsync(
        string version, string architecture, string name, CancellationToken cancellationToken)
    {
        var shortName = name[(name.LastIndexOf('/') + 1)..];
        var files = await ReadAllAsync(version, architecture, name, cancellationToken);
        var marker = files[$"rootfs/usr/local/share/imagefactory/marker/{shortName}"];
        var metadata = ExtensionManifest.Parse(files[ExtensionManifest.FileName]);
        return new SampleExtension(
            shortName, new GuestExtension(metadata.Name, metadata.Version), Convert.ToHexStringLower(SHA256.HashData(marker)), ReleaseOf(files.Keys));
    }

    /// <summary>All files of the extension's image, by their paths.</summary>
    public static async Task<IReadOnlyDictionary<string, byte[]>> ReadAllAsync(
        string version, string architecture, string name, CancellationToken cancellationToken) =>
        await SampleFiles.ReadAllAsync(await FindTagAsync(version, name, cancellationToken), architecture, _ => true, cancellationToken);

    private static string? ReleaseOf(IEnumerable<string> paths) => paths
        .Where(path => path.Contains(Modules, StringComparison.Ordinal))
        .Select(path => path[(path.IndexOf(Modules, StringComparison.Ordinal) + Modules.Length)..].Split('/'))
        .FirstOrDefault(names => names.Length > 1)?[0];

    private static async Task<string> FindTagAsync(string version, string name, CancellationToken cancellationToken)
    {
        var digests = await SampleFiles.ReadAsync($"siderolabs/extensions:{version}", "amd64", "image-digests", cancellationToken);
        var line = Encoding.UTF8.GetString(digests).Split('\n')
            .First(line => line.StartsWith($"{Registry}{name}:", StringComparison.Ordinal));
        return line[Registry.Length..line.IndexOf('@', StringComparison.Ordinal)];
    }
}
