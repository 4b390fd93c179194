using System.Text.Json;

namespace ImageFactory.Firmware.Tests.Product;

/// <summary>What the factory says that register 11 will hold in the SHA-256 bank, in hexadecimal.</summary>
/// <param name="Booted">When the kernel starts.</param>
/// <param name="Machined">After the phases.</param>
internal sealed record Pcr11(string? Booted, string? Machined)
{
    /// <summary>The prediction for a profile, from <c>.measurements.json</c>.</summary>
    public static Pcr11 Read(byte[] document, int profile)
    {
        using var json = JsonDocument.Parse(document);
        var bank = json.RootElement.GetProperty("profiles")[profile].GetProperty("registers").EnumerateArray()
            .Single(register => register.GetProperty("bank").ValueEquals("sha256"));
        return new Pcr11(bank.GetProperty("afterSections").GetString(), bank.GetProperty("afterPhases").GetString());
    }
}
