namespace ImageFactory.Formats.Gpt;

/// <summary>Attributes of a partition (UEFI specification 2.10, table 5.8).</summary>
[Flags]
public enum GptAttributes : ulong
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The machine does not work without the partition.</summary>
    Required = 1,

    /// <summary>Firmware ignores the partition.</summary>
    NoBlockIo = 2,

    /// <summary>A BIOS may boot from the partition.</summary>
    LegacyBiosBootable = 4,
}
