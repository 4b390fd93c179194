namespace ImageFactory.Boot.SecureBoot;

/// <summary>A variable that holds keys of Secure Boot (UEFI 2.10, 3.3 "Globally Defined Variables").</summary>
public sealed class SecureBootVariable
{
    // EFI_GLOBAL_VARIABLE and EFI_IMAGE_SECURITY_DATABASE_GUID
    private static readonly Guid Global = new("8be4df61-93ca-11d2-aa0d-00e098032b8c");
    private static readonly Guid SecurityDatabase = new("d719b2cb-3d3a-4596-a3bc-dad00e67656f");

    private SecureBootVariable(string name, Guid vendor)
    {
        Name = name;
        Vendor = vendor;
    }

    /// <summary>The platform key: who may change the others.</summary>
    public static SecureBootVariable PlatformKey { get; } = new("PK", Global);

    /// <summary>The key exchange keys: who may change the database.</summary>
    public static SecureBootVariable KeyExchangeKeys { get; } = new("KEK", Global);

    /// <summary>The database: whose images may run.</summary>
    public static SecureBootVariable Database { get; } = new("db", SecurityDatabase);

    /// <summary>The variable's name.</summary>
    public string Name { get; }

    /// <summary>The namespace of the name.</summary>
    public Guid Vendor { get; }
}
