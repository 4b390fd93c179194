using System.Collections.Frozen;

namespace ImageFactory.Assets.Evidence;

/// <summary>The words of SPDX 2.3 that documents choose from; what is not among them is not passed on.</summary>
internal static class SpdxTerms
{
    /// <summary>Algorithms of checksums (7.10), with the hexadecimal digits of their values and their names in CycloneDX.</summary>
    public static readonly FrozenDictionary<string, (int Digits, string? CycloneDx)> Algorithms = new Dictionary<string, (int, string?)>(StringComparer.Ordinal)
    {
        ["ADLER32"] = (8, null),
        ["BLAKE2b-256"] = (64, "BLAKE2b-256"),
        ["BLAKE2b-384"] = (96, "BLAKE2b-384"),
        ["BLAKE2b-512"] = (128, "BLAKE2b-512"),
        ["BLAKE3"] = (64, "BLAKE3"),
        ["MD5"] = (32, "MD5"),
        ["SHA1"] = (40, "SHA-1"),
        ["SHA224"] = (56, null),
        ["SHA256"] = (64, "SHA-256"),
        ["SHA3-256"] = (64, "SHA3-256"),
        ["SHA3-384"] = (96, "SHA3-384"),
        ["SHA3-512"] = (128, "SHA3-512"),
        ["SHA384"] = (96, "SHA-384"),
        ["SHA512"] = (128, "SHA-512"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What a package is for (7.24), and the type of component that CycloneDX has for it.</summary>
    public static readonly FrozenDictionary<string, string> Purposes = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["APPLICATION"] = "application",
        ["ARCHIVE"] = "file",
        ["CONTAINER"] = "container",
        ["DEVICE"] = "device",
        ["FILE"] = "file",
        ["FIRMWARE"] = "firmware",
        ["FRAMEWORK"] = "framework",
        ["INSTALL"] = "application",
        ["LIBRARY"] = "library",
        ["OPERATING_SYSTEM"] = "operating-system",
        ["OTHER"] = "library",
        ["SOURCE"] = "library",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Categories of references (7.21).</summary>
    public static readonly FrozenSet<string> Categories =
        FrozenSet.Create(StringComparer.Ordinal, "OTHER", "PACKAGE-MANAGER", "PERSISTENT-ID", "SECURITY");

    /// <summary>Relationships between packages (11.1).</summary>
    public static readonly FrozenSet<string> Relations = FrozenSet.Create(
        StringComparer.Ordinal,
        "ANCESTOR_OF", "BUILD_DEPENDENCY_OF", "BUILD_TOOL_OF", "CONTAINED_BY", "CONTAINS", "COPY_OF", "DATA_FILE_OF",
        "DEPENDENCY_MANIFEST_OF", "DEPENDENCY_OF", "DEPENDS_ON", "DESCENDANT_OF", "DEV_DEPENDENCY_OF", "DEV_TOOL_OF",
        "DISTRIBUTION_ARTIFACT", "DOCUMENTATION_OF", "DYNAMIC_LINK", "EXAMPLE_OF", "EXPANDED_FROM_ARCHIVE", "GENERATED_FROM",
        "GENERATES", "HAS_PREREQUISITE", "METAFILE_OF", "OPTIONAL_COMPONENT_OF", "OPTIONAL_DEPENDENCY_OF", "OTHER", "PACKAGE_OF",
        "PATCH_APPLIED", "PATCH_FOR", "PREREQUISITE_FOR", "PROVIDED_DEPENDENCY_OF", "REQUIREMENT_DESCRIPTION_FOR",
        "RUNTIME_DEPENDENCY_OF", "SPECIFICATION_FOR", "STATIC_LINK", "TEST_CASE_OF", "TEST_DEPENDENCY_OF", "TEST_OF",
        "TEST_TOOL_OF", "VARIANT_OF");
}
