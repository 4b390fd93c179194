namespace ImageFactory.Assets.Evidence;

/// <summary>A checksum of a package.</summary>
/// <param name="Algorithm">The name in SPDX, such as <c>SHA256</c>.</param>
/// <param name="Value">The value in lower-case hexadecimal.</param>
internal sealed record SbomChecksum(string Algorithm, string Value);
