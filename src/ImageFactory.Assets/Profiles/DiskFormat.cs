namespace ImageFactory.Assets.Profiles;

/// <summary>The format of a disk image. The lower-case name is the file extension.</summary>
public enum DiskFormat
{
    /// <summary>The plain bytes of the disk.</summary>
    Raw,

    /// <summary>QEMU's copy-on-write format, version 2 or 3.</summary>
    Qcow2,

    /// <summary>Virtual PC's format, fixed size.</summary>
    Vhd,

    /// <summary>An Open Virtualization Format archive with a VMDK disk.</summary>
    Ova,
}
