namespace ImageFactory.Netboot.Rules;

/// <summary>The operator's iPXE.</summary>
/// <param name="Directory">The directory that has the programs.</param>
/// <param name="Bios">The program for a BIOS.</param>
/// <param name="Uefi">The program for UEFI on amd64.</param>
/// <param name="UefiArm64">The program for UEFI on arm64.</param>
internal sealed record IpxeFiles(string Directory, string Bios, string Uefi, string UefiArm64)
{
    /// <summary>Where Debian's package <c>ipxe</c> has them.</summary>
    public static IpxeFiles Default { get; } = new("/usr/lib/ipxe", "undionly.kpxe", "snponly.efi", "ipxe-arm64.efi");
}
