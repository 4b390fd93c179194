using ImageFactory.Assets.Profiles;

namespace ImageFactory.Netboot;

/// <summary>What iPXE says of its machine when it asks for a script.</summary>
/// <param name="Mac">The address of its network card; null in the first question.</param>
/// <param name="Uuid">Its UUID; zeros where firmware has none.</param>
/// <param name="Arch">Its architecture, as iPXE calls it.</param>
/// <param name="Serial">Its serial number.</param>
internal sealed record BootScriptQuery(string? Mac, string? Uuid, string? Arch, string? Serial)
{
    private const int LongestSerial = 256;

    /// <summary>The machine; null when address or architecture cannot be read.</summary>
    public Machine? FindMachine()
    {
        if (!MacAddress.TryParse(Mac, out var address) || !Architectures.TryParse(Arch ?? "", out var architecture))
        {
            return null;
        }

        var hasSerial = Serial is { Length: > 0 and <= LongestSerial } && !Serial.Any(char.IsControl);
        return new Machine
        {
            Mac = address,
            Architecture = architecture,
            Uuids = Guid.TryParse(Uuid, out var known) && known != Guid.Empty ? [known] : [],
            Serial = hasSerial ? Serial : null,
        };
    }
}
