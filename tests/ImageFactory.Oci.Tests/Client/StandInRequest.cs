using System.Globalization;

namespace ImageFactory.Oci.Tests.Client;

/// <summary>What a client asked a stand-in for.</summary>
internal sealed record StandInRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers)
{
    public string? Authorization => Headers.GetValueOrDefault("Authorization");

    /// <summary>The first byte that was asked for.</summary>
    public int Offset => Headers.TryGetValue("Range", out var range) ? int.Parse(range["bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture) : 0;
}
