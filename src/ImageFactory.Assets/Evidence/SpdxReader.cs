using System.Text.Json;
using System.Text.RegularExpressions;

namespace ImageFactory.Assets.Evidence;

/// <summary>
/// Reads SPDX 2.2 and 2.3 documents in JSON that nobody vouches for: their packages, how these relate, and licences of their own. Files and
/// snippets are passed over, and so is what their specification does not know. Identifiers are replaced by ones that follow from the content.
/// </summary>
internal sealed partial class SpdxReader
{
    private const int DeepestDocument = 32;
    private const string LicensePrefix = "LicenseRef-";

    private readonly SbomLimits _limits;
    private readonly Dictionary<string, SbomLicense> _licenses = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SbomPackage> _packages = new(StringComparer.Ordinal);

    private SpdxReader(SbomLimits limits) => _limits = limits;

    /// <summary>What a document says.</summary>
    /// <exception cref="InvalidDataException">The bytes are no such document, or exceed a limit.</exception>
    public static SbomPart Read(ReadOnlyMemory<byte> document, SbomLimits limits)
    {
        try
        {
            var text = document.Span.StartsWith("\uFEFF"u8) ? document[3..] : document;
            using var json = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = DeepestDocument, AllowDuplicateProperties = false });
            return new SpdxReader(limits).Read(json.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The latter for text that is no Unicode, and for a value of another kind.
            throw new InvalidDataException($"The bytes are no SPDX document: {exception.Message}", exception);
        }
    }

    private SbomPart Read(JsonElement root)
    {
        var version = Text(root, "spdxVersion");
        if (version is not ("SPDX-2.2" or "SPDX-2.3"))
        {
            throw new InvalidDataException($"The document's spdxVersion is '{version}'; expected SPDX-2.2 or SPDX-2.3.");
        }

        foreach (var license in Items(root, "hasExtractedLicensingInfos", _limits.MaxPackages))
        {
            ReadLicense(license);
        }

        foreach (var package in Items(root, "packages", _limits.MaxPackages))
        {
            _packages[Text(package, "SPDXID") ?? throw new InvalidDataException("A package has no SPDXID.")] = SpdxName.Identify(ReadPackage(package));
        }

        var relations = Items(root, "relationships", _limits.MaxRelations).Select(FindRelation).OfType<SbomRelation>().ToList();
        return SbomPart.Merge([new SbomPart([.. _packages.Values], relations, [.. _licenses.Values])], _limits);
    }

    private void ReadLicense(JsonElement license)
    {
        var text = Text(license, "extractedText", _limits.MaxLicense);
        if (Text(license, "licenseId") is { } id && text is not null && LicenseId().IsMatch(id))
        {
            _licenses[id] = SpdxName.License(id, Text(license, "name"), text);
        }
    }

    private SbomPackage ReadPackage(JsonElement package) => new()
    {
        Name = Text(package, "name") is { Length: > 0 } name ? name : throw new InvalidDataException("A package has no name."),
        Version = Text(package, "versionInfo"),
        Supplier = Text(package, "supplier"),
        Originator = Text(package, "originator"),
        DownloadLocation = Text(package, "downloadLocation") ?? SbomPackage.NoAssertion,
        Homepage = Text(package, "homepage"),
        LicenseConcluded = Expression(Text(package, "licenseConcluded")),
        LicenseDeclared = Expression(Text(package, "licenseDeclared")),
        Copyright = Text(package, "copyrightText", _limits.MaxLicense) ?? SbomPackage.NoAssertion,
        Summary = Text(package, "summary"),
        Description = Text(package, "description"),
        Comment = Text(package, "comment"),
        SourceInfo = Text(package, "sourceInfo"),
        Purpose = Text(package, "primaryPackagePurpose")?.Replace('-', '_') is { } purpose && SpdxTerms.Purposes.ContainsKey(purpose) ? purpose : null,
        Checksums =
        [
            .. Items(package, "checksums", _limits.MaxPerPackage).Select(FindChecksum).OfType<SbomChecksum>().Distinct()
                .OrderBy(checksum => checksum.Algorithm, StringComparer.Ordinal).ThenBy(checksum => checksum.Value, StringComparer.Ordinal),
        ],
        References =
        [
            .. Items(package, "externalRefs", _limits.MaxPerPackage).Select(FindReference).OfType<SbomReference>().Distinct()
                .OrderBy(reference => reference.Type, StringComparer.Ordinal).ThenBy(reference => reference.Locator, StringComparer.Ordinal),
        ],
    };

    private SbomChecksum? FindChecksum(JsonElement checksum)
    {
        var value = Text(checksum, "checksumValue")?.ToLowerInvariant();
        return Text(checksum, "algorithm") is { } algorithm
            && SpdxTerms.Algorithms.TryGetValue(algorithm, out var known)
            && value?.Length == known.Digits
            && value.All(char.IsAsciiHexDigitLower)
                ? new SbomChecksum(algorithm, value)
                : null;
    }

    private SbomReference? FindReference(JsonElement reference)
    {
        var category = Text(reference, "referenceCategory")?.Replace('_', '-');
        var locator = Text(reference, "referenceLocator");
        return category is not null
            && SpdxTerms.Categories.Contains(category)
            && Text(reference, "referenceType") is { Length: > 0 } type
            && locator is { Length: > 0 }
            && !locator.Any(char.IsWhiteSpace)
                ? new SbomReference(category, type, locator)
                : null;
    }

    // Between packages alone: what the document itself is to them is said anew where documents are merged.
    private SbomRelation? FindRelation(JsonElement relation) =>
        Text(relation, "relationshipType") is { } type
        && SpdxTerms.Relations.Contains(type)
        && _packages.TryGetValue(Text(relation, "spdxElementId") ?? string.Empty, out var from)
        && _packages.TryGetValue(Text(relation, "relatedSpdxElement") ?? string.Empty, out var to)
        && !ReferenceEquals(from, to)
            ? new SbomRelation(from.Id, type, to.Id)
            : null;

    // A licence that is defined nowhere, or in a document that is not at hand, says nothing.
    private string Expression(string? text)
    {
        if (text is null || !ExpressionText().IsMatch(text))
        {
            return SbomPackage.NoAssertion;
        }

        var isKnown = true;
        var renamed = LicenseName().Replace(text, match =>
        {
            var license = _licenses.GetValueOrDefault(match.Value);
            isKnown &= license is not null;
            return license?.Id ?? string.Empty;
        });
        return isKnown ? renamed : SbomPackage.NoAssertion;
    }

    private static JsonElement.ArrayEnumerator Items(JsonElement parent, string name, int most)
    {
        if (!parent.TryGetProperty(name, out var list) || list.ValueKind == JsonValueKind.Null)
        {
            return default;
        }

        return list.GetArrayLength() <= most
            ? list.EnumerateArray()
            : throw new InvalidDataException($"There are more than {most} '{name}'.");
    }

    private string? Text(JsonElement parent, string name) => Text(parent, name, _limits.MaxValue);

    private static string? Text(JsonElement parent, string name, int longest)
    {
        if (!parent.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var text = value.GetString();
        return text?.Length <= longest ? text : throw new InvalidDataException($"A '{name}' has more than {longest} characters.");
    }

    [GeneratedRegex("^" + LicensePrefix + @"[A-Za-z0-9.-]+\z", RegexOptions.NonBacktracking)]
    private static partial Regex LicenseId();

    [GeneratedRegex("(DocumentRef-[A-Za-z0-9.-]+:)?" + LicensePrefix + "[A-Za-z0-9.-]+", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex LicenseName();

    [GeneratedRegex(@"^[A-Za-z0-9.+:() -]+\z", RegexOptions.NonBacktracking)]
    private static partial Regex ExpressionText();
}
