using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ImageFactory.Assets.Evidence;

/// <summary>Identifiers that follow from what they identify, so that documents can be merged in any order.</summary>
internal static partial class SpdxName
{
    private const int LongestReadable = 48;
    private const int HashLength = 16;

    /// <summary>The package with its identifier.</summary>
    public static SbomPackage Identify(SbomPackage package)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(package with { Id = string.Empty }, SbomDocuments.Default.SbomPackage);
        return package with { Id = Of("SPDXRef-Package", package.Name, content) };
    }

    /// <summary>A licence with its identifier.</summary>
    public static SbomLicense License(string id, string? name, string text) =>
        new(Of("LicenseRef", id["LicenseRef-".Length..], Encoding.UTF8.GetBytes($"{name}\n{text}")), name, text);

    private static string Of(string kind, string readable, ReadOnlySpan<byte> content)
    {
        var part = Unfit().Replace(readable, "-");
        var hash = Convert.ToHexStringLower(SHA256.HashData(content))[..HashLength];
        return $"{kind}-{part[..Math.Min(part.Length, LongestReadable)].Trim('-')}-{hash}".Replace("--", "-", StringComparison.Ordinal);
    }

    // SPDX 2.3, 7.2: letters, numbers, '.' and '-'.
    [GeneratedRegex("[^A-Za-z0-9.-]+", RegexOptions.NonBacktracking)]
    private static partial Regex Unfit();
}
