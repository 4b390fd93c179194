using System.Text.Json.Serialization;
using ImageFactory.Assets.Models;

namespace ImageFactory.Endpoints;

/// <summary>A row of <c>/models/&lt;id&gt;/&lt;version&gt;</c>: what is not known is not there.</summary>
internal sealed record ListedAsset
{
    public required string Name { get; init; }

    public required string Url { get; init; }

    /// <summary>The link of the script with which iPXE boots it, beside a command line.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Pxe { get; init; }

    public required string MediaType { get; init; }

    /// <summary><c>ready</c>, <c>building</c>, <c>on-demand</c> or <c>unavailable</c>.</summary>
    public required string State { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }

    /// <summary>The length in bytes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Size { get; init; }

    /// <summary>Whether the length is exact, and not predicted.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? IsExact { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Sha256 { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Sha512 { get; init; }

    /// <summary>Where it is told how the asset is made.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Provenance { get; init; }

    /// <summary>Where its signature is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Signature { get; init; }

    /// <summary>Where it is told what a TPM will hold when it boots; only for what has a unified kernel image.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Measurements { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Job { get; init; }

    public static ListedAsset Of(ModelAsset asset, string url, string? pxe, bool isSigned) => new()
    {
        Name = asset.Name.ToString(),
        Url = url,
        Pxe = pxe,
        MediaType = Delivery.MediaType.Of(asset.Name.ToString()),
        State = asset.State switch
        {
            ModelState.Ready => "ready",
            ModelState.Building => "building",
            ModelState.OnDemand => "on-demand",
            _ => "unavailable",
        },
        Reason = asset.Reason,
        Size = asset.Size?.Length,
        IsExact = asset.Size?.IsExact,
        Sha256 = asset.Digests?.Sha256,
        Sha512 = asset.Digests?.Sha512,
        Provenance = asset.State is ModelState.Unavailable ? null : url + ".provenance.json",
        Signature = asset.State is ModelState.Unavailable || !isSigned ? null : url + ".sigstore.json",
        Measurements = asset.IsMeasured ? url + ".measurements.json" : null,
        Job = asset.JobId is { } job ? $"/jobs/{job}" : null,
    };
}
