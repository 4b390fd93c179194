namespace ImageFactory.Configuration;

/// <summary>The key with which the factory signs what it made, for cosign; firmware never sees it.</summary>
internal sealed class ImageSigningOptions
{
    /// <summary>Whether the factory signs at all.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Where the key is; RSA. If nowhere, one is made on the first start.</summary>
    public KeyOptions Key { get; init; } = new();
}
