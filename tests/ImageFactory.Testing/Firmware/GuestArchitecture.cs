namespace ImageFactory.Testing.Firmware;

/// <summary>The processor of a guest.</summary>
public enum GuestArchitecture
{
    /// <summary>x86-64.</summary>
    Amd64,

    /// <summary>64-bit ARM.</summary>
    Arm64,
}
