using System.Text;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Tar;

namespace ImageFactory.Boot.Disks;

/// <summary>
/// Puts a disk into an Open Virtual Appliance (DMTF DSP0243 1.1, "OVF Package"): a tar archive of the OVF descriptor, a manifest and the
/// VMDK, in this order.
/// </summary>
public static class OvaImage
{
    /// <summary>The name of the VMDK in the appliance.</summary>
    public const string DiskName = "disk.vmdk";

    private const string DescriptorName = "disk.ovf";
    private const string ManifestName = "disk.mf";
    private const int Mode = 0b110_100_100;

    /// <summary>The appliance.</summary>
    /// <param name="options">What it is made of.</param>
    /// <param name="vmdk">The disk as a stream-optimized VMDK.</param>
    /// <param name="vmdkDigest">The SHA-256 digest of the VMDK.</param>
    /// <exception cref="ArgumentException">The size of the disk is not a multiple of 1 MiB, or the digest is not SHA-256.</exception>
    public static ExtentMap Map(OvaOptions options, ExtentMap vmdk, Digest vmdkDigest)
    {
        var descriptor = Encoding.UTF8.GetBytes(OvfDescriptor.Create(options.DiskSize, DiskName, vmdk.Length));
        return TarImage.Map(
        [
            File(options, DescriptorName, ExtentMap.OfBytes(descriptor)),
            File(options, ManifestName, ExtentMap.OfBytes(Manifest(vmdkDigest, Digest.OfBytes(descriptor)))),
            File(options, DiskName, vmdk),
        ]);
    }

    private static byte[] Manifest(Digest vmdk, Digest descriptor)
    {
        if (!string.Equals(vmdk.Algorithm, descriptor.Algorithm, StringComparison.Ordinal))
        {
            throw new ArgumentException($"A manifest has SHA-256 digests, not {vmdk.Algorithm}.", nameof(vmdk));
        }

        return Encoding.ASCII.GetBytes($"SHA256({DiskName})= {vmdk.Hex}\nSHA256({DescriptorName})= {descriptor.Hex}\n");
    }

    private static TarMember File(OvaOptions options, string name, ExtentMap content) => new(
        new TarEntry { Path = name, Type = TarEntryType.File, Mode = Mode, ModificationTime = options.Time },
        content);
}
