using System.Text.Json.Serialization;

namespace ImageFactory.Oci.Client;

/// <summary>What a token service gives (Docker's token authentication specification, "Token Response Fields").</summary>
internal sealed record TokenAnswer
{
    // OAuth 2.0 compatible services use the second name, and some give both.
    public string? Token { get; init; }

    [JsonPropertyName("access_token")]
    public string? AccessToken { get; init; }

    /// <summary>Seconds.</summary>
    [JsonPropertyName("expires_in")]
    public double? ExpiresIn { get; init; }
}
