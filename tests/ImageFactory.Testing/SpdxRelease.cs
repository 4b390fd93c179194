using System.Text;
using ImageFactory.Formats.Cpio;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.SquashFs;
using ImageFactory.Formats.Tar;
using ImageFactory.Oci.Layout;

namespace ImageFactory.Testing;

/// <summary>
/// A release whose root file system can be opened, with SPDX documents in it and in one of its two extensions. Nothing in it boots.
/// </summary>
public static class SpdxRelease
{
    /// <summary>The only version.</summary>
    public const string Version = "v1.13.0";

    /// <summary>A version of the time before Talos had such documents.</summary>
    public const string OldVersion = "v1.9.5";

    /// <summary>What the release says: two packages, one of which needs the other, and a licence that is on no list.</summary>
    public static string ReleaseDocument { get; } =
        """
        {
          "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT", "name": "talos",
          "documentNamespace": "https://example.org/talos", "creationInfo": {"created": "2024-05-06T07:08:09Z", "creators": ["Tool: syft-1.0"]},
          "packages": [
            {"SPDXID": "SPDXRef-1", "name": "musl", "versionInfo": "1.2.5", "downloadLocation": "https://musl.example.org/musl-1.2.5.tar.gz",
             "licenseConcluded": "NOASSERTION", "licenseDeclared": "MIT", "copyrightText": "Copyright (c) 2005-2020 Rich Felker",
             "supplier": "Organization: musl", "filesAnalyzed": true, "hasFiles": ["SPDXRef-File"], "packageVerificationCode": {"packageVerificationCodeValue": "0"},
             "checksums": [{"algorithm": "SHA256", "checksumValue": "A9A118BBE84D8764DA0EA0D28B3AB3FAE8477FC7E4085D90102B8596FC7C75E4"},
                           {"algorithm": "SHA256", "checksumValue": "short"}, {"algorithm": "CRC", "checksumValue": "00"}],
             "externalRefs": [{"referenceCategory": "PACKAGE_MANAGER", "referenceType": "purl", "referenceLocator": "pkg:generic/musl@1.2.5"},
                              {"referenceCategory": "SECURITY", "referenceType": "cpe23Type", "referenceLocator": "cpe:2.3:a:musl-libc:musl:1.2.5:*:*:*:*:*:*:*"},
                              {"referenceCategory": "SECURITY", "referenceType": "cpe23Type", "referenceLocator": "has spaces"}]},
            {"SPDXID": "SPDXRef-2", "name": "machined", "versionInfo": "1.13.0", "downloadLocation": "NOASSERTION",
             "licenseDeclared": "MPL-2.0 OR LicenseRef-Own", "primaryPackagePurpose": "APPLICATION"}
          ],
          "files": [{"SPDXID": "SPDXRef-File", "fileName": "lib/ld-musl-x86_64.so.1", "checksums": []}],
          "hasExtractedLicensingInfos": [{"licenseId": "LicenseRef-Own", "name": "Our own", "extractedText": "Do what you like."}],
          "relationships": [
            {"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": "SPDXRef-2"},
            {"spdxElementId": "SPDXRef-2", "relationshipType": "DEPENDS_ON", "relatedSpdxElement": "SPDXRef-1"},
            {"spdxElementId": "SPDXRef-2", "relationshipType": "RESEMBLES", "relatedSpdxElement": "SPDXRef-1"}
          ]
        }
        """;

    /// <summary>What an extension says: the same library, and another licence of the same name.</summary>
    public static string ExtensionDocument { get; } =
        """
        {
          "spdxVersion": "SPDX-2.3", "SPDXID": "SPDXRef-DOCUMENT", "name": "gvisor", "dataLicense": "CC0-1.0",
          "packages": [
            {"SPDXID": "SPDXRef-9", "name": "runsc", "versionInfo": "20250101", "downloadLocation": "NOASSERTION", "licenseDeclared": "LicenseRef-Own"},
            {"SPDXID": "SPDXRef-8", "name": "odd", "downloadLocation": "NOASSERTION", "licenseDeclared": "DocumentRef-other:LicenseRef-Own"}
          ],
          "hasExtractedLicensingInfos": [{"licenseId": "LicenseRef-Own", "extractedText": "Do nothing."}]
        }
        """;

    /// <summary>A schematic with both extensions.</summary>
    public const string Schematic = "customization: {systemExtensions: {officialExtensions: [siderolabs/told, siderolabs/untold]}}";

    /// <summary>Writes the release.</summary>
    public static Task WriteAsync(string directory, CancellationToken cancellationToken) =>
        WriteAsync(directory, ReleaseDocument, ExtensionDocument, cancellationToken);

    /// <summary>Writes the release with other documents.</summary>
    public static async Task WriteAsync(string directory, string releaseDocument, string extensionDocument, CancellationToken cancellationToken)
    {
        var layout = await LayoutWriter.OpenAsync(directory, cancellationToken);
        var initramfs = await InitramfsAsync(releaseDocument, cancellationToken);
        foreach (var version in new[] { OldVersion, Version })
        {
            var told = await PutExtensionAsync(layout, "told", version, [MiniImage.File("rootfs/usr/share/spdx/told.spdx.json", extensionDocument)], cancellationToken);
            var untold = await PutExtensionAsync(layout, "untold", version, [MiniImage.File("rootfs/usr/local/etc/untold", "untold\n")], cancellationToken);
            await MiniImage.PutAsync(
                layout,
                $"siderolabs/imager:{version}",
                new[] { "amd64", "arm64" }.SelectMany(architecture => new[]
                {
                    MiniImage.File($"usr/install/{architecture}/vmlinuz", MiniRelease.Kernel(architecture)),
                    MiniImage.File($"usr/install/{architecture}/initramfs.xz", initramfs),
                    MiniImage.File($"usr/install/{architecture}/systemd-stub.efi", StubFile.Create()),
                    MiniImage.File($"usr/install/{architecture}/systemd-boot.efi", StubFile.Create()),
                }),
                cancellationToken);
            var installer = string.Equals(version, OldVersion, StringComparison.Ordinal) ? "installer" : "installer-base";
            await MiniImage.PutAsync(layout, $"siderolabs/{installer}:{version}", [MiniImage.File("usr/bin/installer", "installer")], cancellationToken);
            await MiniImage.PutAsync(
                layout,
                $"siderolabs/extensions:{version}",
                [
                    MiniImage.File("image-digests", $"ghcr.io/siderolabs/told:1.0.0-{version}@{told}\nghcr.io/siderolabs/untold:1.0.0-{version}@{untold}\n"),
                    MiniImage.File("descriptions.yaml", "{}\n"),
                ],
                cancellationToken);
            await MiniImage.PutAsync(layout, $"siderolabs/overlays:{version}", [MiniImage.File("overlays.yaml", "overlays: []\n")], cancellationToken);
        }

        await layout.FinishAsync(cancellationToken);
    }

    private static Task<Digest> PutExtensionAsync(
        LayoutWriter layout, string name, string version, TarMember[] files, CancellationToken cancellationToken) =>
        MiniImage.PutAsync(layout, $"siderolabs/{name}:1.0.0-{version}", files.Prepend(MiniImage.Manifest(name)), cancellationToken);

    private static async Task<byte[]> InitramfsAsync(string document, CancellationToken cancellationToken)
    {
        var options = new SquashFsOptions { Compressor = SquashFsCompressor.Zstd, Level = 1, ModificationTime = 0, Threads = 1 };
        using var body = new MemoryStream();
        await using var writer = await SquashFsWriter.CreateAsync(options, body, cancellationToken);
        var file = new SquashFsFile
        {
            Mode = 0x1A4,
            Uid = 0,
            Gid = 0,
            ModificationTime = 0,
            Content = await writer.WriteContentAsync(new MemoryStream(Encoding.UTF8.GetBytes(document)), cancellationToken),
        };
        var root = Directory(("usr", Directory(("share", Directory(("spdx", Directory(("talos.spdx.json", file))))))));
        var image = await writer.FinishAsync(new SquashFsTree(root), new MemoryBlobs(), cancellationToken);
        var rootfs = ExtentMap.OfBytes((byte[])[.. image.Superblock.Span, .. body.GetBuffer().AsSpan(0, (int)body.Length)]);
        return await MapBytes.ReadAsync(CpioImage.Map(CpioLayout.Create(CpioTree.Sorted([CpioEntry.File("rootfs.sqsh", 0x1A4, 0, rootfs)]))));
    }

    private static SquashFsDirectory Directory(params (string Name, SquashFsNode Node)[] entries) => new()
    {
        Mode = 0x1ED,
        Uid = 0,
        Gid = 0,
        ModificationTime = 0,
        Entries = entries.ToDictionary(entry => entry.Name, entry => entry.Node, StringComparer.Ordinal),
    };
}
