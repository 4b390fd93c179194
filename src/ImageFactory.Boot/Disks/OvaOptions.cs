namespace ImageFactory.Boot.Disks;

/// <summary>What an appliance is made of besides its VMDK.</summary>
public sealed record OvaOptions
{
    /// <summary>The length of the disk in the VMDK in bytes; a multiple of 1 MiB.</summary>
    public required long DiskSize { get; init; }

    /// <summary>When all files were last changed, in seconds since 1970.</summary>
    public required long Time { get; init; }
}
