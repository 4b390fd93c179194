namespace ImageFactory.Formats.Gpt;

/// <summary>Types of partitions.</summary>
public static class GptPartitionType
{
    /// <summary>An EFI system partition (UEFI specification 2.10, table 5.7).</summary>
    public static Guid EfiSystem { get; } = new("c12a7328-f81f-11d2-ba4b-00a0c93ec93b");

    /// <summary>Where GRUB keeps what does not fit into the first sector (GRUB manual, "BIOS installation").</summary>
    public static Guid BiosBoot { get; } = new("21686148-6449-6e6f-744e-656564454649");

    /// <summary>Anything that Linux uses (UAPI Group: Discoverable Partitions Specification, "Generic Linux Data Partition").</summary>
    public static Guid LinuxData { get; } = new("0fc63daf-8483-4772-8e79-3d69d8477de4");
}
