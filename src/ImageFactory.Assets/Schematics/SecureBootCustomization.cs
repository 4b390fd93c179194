namespace ImageFactory.Assets.Schematics;

/// <summary>SecureBoot settings of a schematic.</summary>
public sealed record SecureBootCustomization
{
    /// <summary>When the boot loader enrols keys (<c>off</c>, <c>manual</c>, <c>if-safe</c>, <c>force</c>); empty for the default. Not checked here.</summary>
    public string EnrollKeys { get; init; } = "";

    /// <summary>Whether Microsoft's certificates are enrolled, too.</summary>
    public bool IncludeWellKnownCertificates { get; init; }
}
