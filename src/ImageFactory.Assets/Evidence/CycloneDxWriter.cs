using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ImageFactory.Assets.Evidence;

/// <summary>Writes CycloneDX 1.6 in JSON.</summary>
internal static class CycloneDxWriter
{
    private const int LongestVersion = 1024;
    private const string Cpe = "cpe23Type";
    private const string PackageUrl = "purl";

    public static async Task WriteAsync(Sbom sbom, Stream destination, CancellationToken cancellationToken)
    {
        await using var writer = EvidenceWriting.Open(destination);
        writer.WriteStartObject();
        writer.WriteString("bomFormat", "CycloneDX");
        writer.WriteString("specVersion", "1.6");
        writer.WriteString("serialNumber", $"urn:uuid:{Uuid(sbom)}");
        writer.WriteNumber("version", 1);
        WriteMetadata(writer, sbom.Root);
        await writer.WriteListAsync("components", sbom.Packages, Write, cancellationToken);
        await writer.WriteListAsync("dependencies", Dependencies(sbom), WriteDependency, cancellationToken);
        writer.WriteEndObject();
    }

    // The same document has the same number, and another one has not (RFC 9562, 5.8).
    private static Guid Uuid(Sbom sbom)
    {
        var content = string.Join('\n', [Builder.Name, sbom.Url, .. sbom.Packages.Select(package => package.Id)]);
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(content)).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    private static void WriteMetadata(Utf8JsonWriter writer, SbomPackage root)
    {
        writer.WriteStartObject("metadata");
        writer.WriteString("timestamp", EvidenceWriting.Created);
        writer.WriteStartObject("tools");
        writer.WriteStartArray("components");
        writer.WriteStartObject();
        writer.WriteString("type", "application");
        writer.WriteString("name", Builder.Product);
        writer.WriteString("version", Builder.Version);
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteStartObject("component");
        Write(writer, root);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, SbomPackage package)
    {
        writer.WriteString("type", SpdxTerms.Purposes[package.Purpose ?? "LIBRARY"]);
        writer.WriteString("bom-ref", package.Id);
        if (Name(package.Supplier) is { } supplier)
        {
            writer.WriteStartObject("supplier");
            writer.WriteString("name", supplier);
            writer.WriteEndObject();
        }

        if (Name(package.Originator) is { } author)
        {
            writer.WriteStartArray("authors");
            writer.WriteStartObject();
            writer.WriteString("name", author);
            writer.WriteEndObject();
            writer.WriteEndArray();
        }

        writer.WriteString("name", package.Name);
        writer.WriteSome("version", package.Version is { Length: <= LongestVersion } version ? version : null);
        writer.WriteSome("description", package.Description ?? package.Summary);
        WriteHashes(writer, package);
        if ((Says(package.LicenseDeclared) ?? Says(package.LicenseConcluded)) is { } license)
        {
            writer.WriteStartArray("licenses");
            writer.WriteStartObject();
            writer.WriteString("expression", license);
            writer.WriteEndObject();
            writer.WriteEndArray();
        }

        writer.WriteSome("copyright", Says(package.Copyright));
        writer.WriteSome("cpe", package.References.FirstOrDefault(reference => reference.Type is Cpe)?.Locator);
        writer.WriteSome("purl", package.References.FirstOrDefault(reference => reference.Type is PackageUrl)?.Locator);
    }

    private static void WriteHashes(Utf8JsonWriter writer, SbomPackage package)
    {
        var hashes = package.Checksums.Where(checksum => SpdxTerms.Algorithms[checksum.Algorithm].CycloneDx is not null).ToList();
        if (hashes.Count == 0)
        {
            return;
        }

        writer.WriteList("hashes", hashes, (json, hash) =>
        {
            json.WriteString("alg", SpdxTerms.Algorithms[hash.Algorithm].CycloneDx);
            json.WriteString("content", hash.Value);
        });
    }

    // What is contained and what is needed are one relation here.
    private static IEnumerable<(string From, IEnumerable<string> To)> Dependencies(Sbom sbom) => sbom.Relations
        .Where(relation => relation.Type is "CONTAINS" or "DEPENDS_ON" or "GENERATED_FROM")
        .GroupBy(relation => relation.From, relation => relation.To, StringComparer.Ordinal)
        .Select(group => (group.Key, group.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).AsEnumerable()));

    private static void WriteDependency(Utf8JsonWriter writer, (string From, IEnumerable<string> To) dependency)
    {
        writer.WriteString("ref", dependency.From);
        writer.WriteStartArray("dependsOn");
        foreach (var to in dependency.To)
        {
            writer.WriteStringValue(to);
        }

        writer.WriteEndArray();
    }

    private static string? Says(string value) => value is SbomPackage.NoAssertion or "NONE" or "" ? null : value;

    // SPDX says "Organization: …" and "Person: …".
    private static string? Name(string? party) => party is null || Says(party) is null
        ? null
        : party[(party.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
}
