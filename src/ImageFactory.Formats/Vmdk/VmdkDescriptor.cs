using System.Globalization;
using System.Text;

namespace ImageFactory.Formats.Vmdk;

/// <summary>The text that describes an extent (VMware: Virtual Disk Format 5.0, "The Descriptor File").</summary>
internal static class VmdkDescriptor
{
    /// <summary>The room for it in bytes.</summary>
    public const int Size = VmdkFormat.DescriptorSectors * VmdkFormat.SectorSize;

    private const int LongestName = 255;

    // What a BIOS believes of a SCSI disk.
    private const int Heads = 255;
    private const int SectorsPerTrack = 63;

    /// <summary>The descriptor.</summary>
    /// <param name="name">The name of the file that it is in.</param>
    /// <param name="capacity">The length of the disk in sectors.</param>
    /// <param name="contentId">The identifier of the content.</param>
    /// <exception cref="ArgumentException">The name is not one of printable ASCII without quotes.</exception>
    public static byte[] Create(string name, long capacity, uint contentId)
    {
        if (name.Length is 0 or > LongestName || name.Any(character => character is < ' ' or > '~' or '"'))
        {
            throw new ArgumentException($"'{name}' is not a name of up to {LongestName} printable ASCII characters without quotes.", nameof(name));
        }

        var cylinders = capacity / (Heads * SectorsPerTrack);
        return Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"""
            # Disk DescriptorFile
            version=1
            CID={contentId:x8}
            parentCID=ffffffff
            createType="streamOptimized"

            # Extent description
            RW {capacity} SPARSE "{name}"

            # The Disk Data Base
            #DDB

            ddb.adapterType = "lsilogic"
            ddb.geometry.cylinders = "{cylinders}"
            ddb.geometry.heads = "{Heads}"
            ddb.geometry.sectors = "{SectorsPerTrack}"
            ddb.toolsVersion = "2147483647"
            ddb.virtualHWVersion = "4"

            """));
    }
}
