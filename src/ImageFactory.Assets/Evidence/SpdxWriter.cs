using System.Text.Json;

namespace ImageFactory.Assets.Evidence;

/// <summary>Writes SPDX 2.3 in JSON.</summary>
internal static class SpdxWriter
{
    private const string DocumentId = "SPDXRef-DOCUMENT";

    public static async Task WriteAsync(Sbom sbom, Stream destination, CancellationToken cancellationToken)
    {
        await using var writer = EvidenceWriting.Open(destination);
        writer.WriteStartObject();
        writer.WriteString("spdxVersion", "SPDX-2.3");
        writer.WriteString("dataLicense", "CC0-1.0");
        writer.WriteString("SPDXID", DocumentId);
        writer.WriteString("name", sbom.Name);
        writer.WriteString("documentNamespace", sbom.Url);
        writer.WriteStartObject("creationInfo");
        writer.WriteString("created", EvidenceWriting.Created);
        writer.WriteStartArray("creators");
        writer.WriteStringValue($"Tool: {Builder.Name}");
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteStartArray("documentDescribes");
        writer.WriteStringValue(Sbom.RootId);
        writer.WriteEndArray();
        await writer.WriteListAsync("packages", sbom.Packages.Prepend(sbom.Root), Write, cancellationToken);
        await writer.WriteListAsync(
            "relationships", sbom.Relations.Prepend(new SbomRelation(DocumentId, "DESCRIBES", Sbom.RootId)), Write, cancellationToken);
        if (sbom.Licenses.Count > 0)
        {
            await writer.WriteListAsync("hasExtractedLicensingInfos", sbom.Licenses, Write, cancellationToken);
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, SbomPackage package)
    {
        writer.WriteString("SPDXID", package.Id);
        writer.WriteString("name", package.Name);
        writer.WriteSome("versionInfo", package.Version);
        writer.WriteSome("supplier", package.Supplier);
        writer.WriteSome("originator", package.Originator);
        writer.WriteString("downloadLocation", package.DownloadLocation);
        writer.WriteSome("homepage", package.Homepage);
        writer.WriteBoolean("filesAnalyzed", value: false);
        writer.WriteString("licenseConcluded", package.LicenseConcluded);
        writer.WriteString("licenseDeclared", package.LicenseDeclared);
        writer.WriteString("copyrightText", package.Copyright);
        writer.WriteSome("summary", package.Summary);
        writer.WriteSome("description", package.Description);
        writer.WriteSome("comment", package.Comment);
        writer.WriteSome("sourceInfo", package.SourceInfo);
        writer.WriteSome("primaryPackagePurpose", package.Purpose);
        if (package.Checksums.Count > 0)
        {
            writer.WriteList("checksums", package.Checksums, Write);
        }

        if (package.References.Count > 0)
        {
            writer.WriteList("externalRefs", package.References, Write);
        }
    }

    private static void Write(Utf8JsonWriter writer, SbomChecksum checksum)
    {
        writer.WriteString("algorithm", checksum.Algorithm);
        writer.WriteString("checksumValue", checksum.Value);
    }

    private static void Write(Utf8JsonWriter writer, SbomReference reference)
    {
        writer.WriteString("referenceCategory", reference.Category);
        writer.WriteString("referenceType", reference.Type);
        writer.WriteString("referenceLocator", reference.Locator);
    }

    private static void Write(Utf8JsonWriter writer, SbomRelation relation)
    {
        writer.WriteString("spdxElementId", relation.From);
        writer.WriteString("relationshipType", relation.Type);
        writer.WriteString("relatedSpdxElement", relation.To);
    }

    private static void Write(Utf8JsonWriter writer, SbomLicense license)
    {
        writer.WriteString("licenseId", license.Id);
        writer.WriteSome("name", license.Name);
        writer.WriteString("extractedText", license.Text);
    }
}
