using ImageFactory.Assets.Profiles;

namespace ImageFactory.Netboot.Rules;

/// <summary>Which machines a rule is for: those that are in every list that is not empty.</summary>
internal sealed record MachineMatch
{
    /// <summary>Addresses, or beginnings of some, in lower-case hexadecimal digits without separators.</summary>
    public IReadOnlyList<string> MacPrefixes { get; init; } = [];

    /// <summary>UUIDs of machines, as people read them.</summary>
    public IReadOnlyList<Guid> Uuids { get; init; } = [];

    /// <summary>Serial numbers.</summary>
    public IReadOnlyList<string> Serials { get; init; } = [];

    /// <summary>The architecture; null for any.</summary>
    public Architecture? Architecture { get; init; }

    /// <summary>Whether a machine is one of them, as far as is known of it.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="mayHaveSerial">The answer where a serial number is asked for and the client says none.</param>
    public bool Includes(Machine machine, bool mayHaveSerial) =>
        (MacPrefixes.Count == 0 || MacPrefixes.Any(prefix => machine.Mac.Hex.StartsWith(prefix, StringComparison.Ordinal)))
        && (Uuids.Count == 0 || Uuids.Any(machine.Uuids.Contains))
        && (Architecture is null || Architecture == machine.Architecture)
        && (Serials.Count == 0 || (machine.Serial is { } serial ? Serials.Contains(serial, StringComparer.Ordinal) : mayHaveSerial));
}
