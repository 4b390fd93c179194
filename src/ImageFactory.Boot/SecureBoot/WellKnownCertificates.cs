namespace ImageFactory.Boot.SecureBoot;

/// <summary>
/// Microsoft's certificates, in the order in which the reference enrols them: their provenance stands in <c>Certificates/README.md</c>.
/// </summary>
public static class WellKnownCertificates
{
    /// <summary>What joins the key exchange keys.</summary>
    public static IReadOnlyList<SignatureEntry> KeyExchangeKeys { get; } =
        [Read("MicrosoftCorporationKekCa2011"), Read("MicrosoftCorporationKek2KCa2023")];

    /// <summary>What joins the database.</summary>
    public static IReadOnlyList<SignatureEntry> Database { get; } =
        [Read("MicrosoftCorporationUefiCa2011"), Read("MicrosoftOptionRomUefiCa2023"), Read("MicrosoftUefiCa2023")];

    private static SignatureEntry Read(string name)
    {
        using var resource = typeof(WellKnownCertificates).Assembly.GetManifestResourceStream($"{name}.der")
            ?? throw new InvalidOperationException($"The certificate {name} is not in the assembly.");
        var der = new byte[resource.Length];
        resource.ReadExactly(der);
        return new SignatureEntry(SignatureOwner.Microsoft, der);
    }
}
