using System.Text;
using ImageFactory.Formats.Extents;
using ImageFactory.Oci.Layout;

namespace ImageFactory.Testing;

/// <summary>
/// Source images in Talos's layout that take milliseconds to make: nothing in them boots, but everything has its place. For tests of
/// what is built from what; what boots is judged with the sample release.
/// </summary>
public sealed class MiniRelease
{
    private readonly LayoutWriter _layout;
    private readonly List<string> _digests = [];
    private readonly StringBuilder _descriptions = new();

    private MiniRelease(LayoutWriter layout) => _layout = layout;

    /// <summary>The versions; the first knows neither UKI nor overlays.</summary>
    public static IReadOnlyList<string> Versions { get; } = ["v1.3.7", "v1.5.5", "v1.7.6", "v1.9.5", "v1.12.4", "v1.13.0", "v1.14.0-beta.1"];

    /// <summary>The kernel of an architecture.</summary>
    public static byte[] Kernel(string architecture) => Encoding.ASCII.GetBytes($"kernel of {architecture}\n".PadRight(4000, 'k'));

    /// <summary>The base initramfs of an architecture; its length is no multiple of 4.</summary>
    public static byte[] Initramfs(string architecture) => Encoding.ASCII.GetBytes($"initramfs of {architecture}\n".PadRight(5001, 'i'));

    /// <summary>Writes all releases into an image layout directory.</summary>
    public static Task WriteAsync(string directory, CancellationToken cancellationToken) => WriteAsync(directory, [], cancellationToken);

    /// <summary>The same with more extensions, of these names.</summary>
    public static async Task WriteAsync(string directory, IReadOnlyList<string> extensions, CancellationToken cancellationToken)
    {
        var layout = await LayoutWriter.OpenAsync(directory, cancellationToken);
        foreach (var version in Versions)
        {
            await new MiniRelease(layout).WriteReleaseAsync(version, extensions, cancellationToken);
        }

        await layout.FinishAsync(cancellationToken);
    }

    private async Task WriteReleaseAsync(string version, IReadOnlyList<string> extensions, CancellationToken cancellationToken)
    {
        var boots = !string.Equals(version, Versions[0], StringComparison.Ordinal);
        await PutAsync($"siderolabs/imager:{version}", [.. Artifacts("amd64", boots), .. Artifacts("arm64", boots)], cancellationToken);
        await PutAsync($"siderolabs/{InstallerOf(version)}:{version}", [("usr/bin/installer", "installer")], cancellationToken);
        await PutExtensionAsync("hello", version, [("rootfs/usr/local/bin/hello", "#!/bin/sh\necho hello\n")], cancellationToken);
        await PutExtensionAsync("gasket-driver", version, [("rootfs/usr/local/etc/gasket", "gasket\n")], cancellationToken);
        await PutExtensionAsync("firmware", version, Special("firmware"), cancellationToken);
        await PutExtensionAsync("module", version, DamagedModule, cancellationToken);
        await PutExtensionAsync("elder", version, [("rootfs/usr/local/etc/elder", "elder\n")], cancellationToken, talosVersions: "< 1.13.0");
        foreach (var extension in extensions)
        {
            await PutExtensionAsync(extension, version, [($"rootfs/usr/local/etc/{extension}", $"{extension}\n")], cancellationToken);
        }

        await PutAsync(
            $"siderolabs/extensions:{version}",
            [("image-digests", string.Join('\n', _digests) + "\n"), ("descriptions.yaml", _descriptions.ToString())],
            cancellationToken);
        await PutAsync($"siderolabs/overlays:{version}", [("overlays.yaml", Overlays)], cancellationToken);
    }

    private const string Overlays =
        """
        overlays:
          - name: rpi_generic
            image: ghcr.io/siderolabs/sbc-raspberrypi:v0.1.0
            digest: sha256:0000000000000000000000000000000000000000000000000000000000000001

        """;

    private static (string, string)[] DamagedModule =>
        [("rootfs/lib/modules/6.6.0/a.ko", "no module\n"), ("rootfs/usr/lib/modules/6.12.0/a.ko", "no module\n")];

    private static (string, string)[] Special(string name) => [($"rootfs/lib/{name}/a.bin", "a"), ($"rootfs/usr/lib/{name}/a.bin", "a")];

    private static IEnumerable<(string Path, string Content)> Artifacts(string architecture, bool boots)
    {
        var root = $"usr/install/{architecture}";
        yield return ($"{root}/vmlinuz", Encoding.Latin1.GetString(Kernel(architecture)));
        yield return ($"{root}/initramfs.xz", Encoding.Latin1.GetString(Initramfs(architecture)));
        if (boots)
        {
            yield return ($"{root}/systemd-stub.efi", Encoding.Latin1.GetString(StubFile.Create()));
            yield return ($"{root}/systemd-boot.efi", Encoding.Latin1.GetString(StubFile.Create()));
        }
    }

    private static string InstallerOf(string version) => version.StartsWith("v1.1", StringComparison.Ordinal) ? "installer-base" : "installer";

    private async Task PutExtensionAsync(
        string name, string version, (string Path, string Content)[] files, CancellationToken cancellationToken, string talosVersions = ">= v1.0.0")
    {
        var tag = $"siderolabs/{name}:1.0.0-{version}";
        var members = files.Select(file => MiniImage.File(file.Path, file.Content)).Prepend(MiniImage.Manifest(name, talosVersions));
        var digest = await MiniImage.PutAsync(_layout, tag, members, cancellationToken);
        _digests.Add($"ghcr.io/{tag}@{digest}");
        _descriptions.Append($"ghcr.io/{tag}:\n  author: Tests\n  description: The extension {name}\n");
    }

    private Task<Digest> PutAsync(string tag, IEnumerable<(string Path, string Content)> files, CancellationToken cancellationToken) =>
        MiniImage.PutAsync(_layout, tag, files.Select(file => MiniImage.File(file.Path, file.Content)), cancellationToken);
}
