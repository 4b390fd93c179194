namespace ImageFactory.Endpoints;

/// <summary>A row of <c>/secureboot</c>.</summary>
/// <param name="Name">The last part of its URL.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="Sha256">Its SHA-256 in hexadecimal.</param>
internal sealed record ListedKeyFile(string Name, string MediaType, int Size, string Sha256);
