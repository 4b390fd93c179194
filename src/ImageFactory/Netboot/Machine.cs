using ImageFactory.Assets.Profiles;

namespace ImageFactory.Netboot;

/// <summary>What is known of a machine that wants to boot.</summary>
internal sealed record Machine
{
    /// <summary>The address of the network card that it boots from.</summary>
    public required MacAddress Mac { get; init; }

    /// <summary>The architecture; null when the client does not say.</summary>
    public Architecture? Architecture { get; init; }

    /// <summary>
    /// What its UUID may be; empty when the client does not say. Firmware sends the bytes as SMBIOS has them, iPXE as people read them, and
    /// nothing in the message tells which.
    /// </summary>
    public IReadOnlyList<Guid> Uuids { get; init; } = [];

    /// <summary>The serial number; null when the client does not say, as none does before iPXE runs.</summary>
    public string? Serial { get; init; }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Join(' ', new[] { Mac.ToString(), Architecture?.Name(), Uuids.Count > 0 ? Uuids[0].ToString() : null, Serial }.OfType<string>());
}
