namespace ImageFactory.Assets.Profiles;

/// <summary>What a schematic can change about an asset.</summary>
[Flags]
public enum Customisation
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>System extensions, and the virtual one that names the schematic.</summary>
    Extensions = 1,

    /// <summary>Embedded machine configuration.</summary>
    EmbeddedConfiguration = 2,

    /// <summary>The overlay, with its kernel arguments.</summary>
    Overlay = 4,

    /// <summary>Extra kernel arguments.</summary>
    ExtraKernelArguments = 8,

    /// <summary>META values, on the command line.</summary>
    MetaOnCommandLine = 16,

    /// <summary>META values, in the META partition.</summary>
    MetaInPartition = 32,

    /// <summary>The boot loader.</summary>
    Bootloader = 64,

    /// <summary>The sector size of the disk.</summary>
    SectorSize = 128,

    /// <summary>How SecureBoot keys are enrolled, and whether well-known certificates are among them.</summary>
    KeyEnrolment = 256,
}
