using System.Buffers.Binary;
using System.Text;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Iso9660;

/// <summary>
/// Reads ISO 9660 images that nobody vouches for: the primary volume with the names, modes and links of Rock Ridge where they are there
/// (ECMA-119; RRIP 1.10; El Torito 1.0).
/// </summary>
public static class Iso9660Reader
{
    private const int MostDescriptors = 64;
    private const byte BootRecord = 0;
    private const byte PrimaryVolume = 1;
    private const byte Terminator = 255;

    private static ReadOnlySpan<byte> StandardId => "CD001"u8;

    private static ReadOnlySpan<byte> ElToritoId => "EL TORITO SPECIFICATION"u8;

    /// <summary>Whether the file has a volume descriptor where an ISO 9660 image has its first one.</summary>
    /// <exception cref="FileNotFoundException">A blob is not there.</exception>
    public static async Task<bool> IsImageAsync(ExtentMap image, IBlobSource blobs, CancellationToken cancellationToken)
    {
        if (image.Length < (Iso9660Layout.FirstDescriptor + 1) * Iso9660Layout.BlockSize)
        {
            return false;
        }

        await using var reader = new ExtentReader(image, blobs);
        var descriptor = await ReadBlockAsync(reader, Iso9660Layout.FirstDescriptor, cancellationToken);
        return descriptor.AsSpan(1).StartsWith(StandardId);
    }

    /// <summary>
    /// Reads the whole tree; contents are slices of the image. Devices and what else is neither file, directory nor link is passed over.
    /// </summary>
    /// <exception cref="FileNotFoundException">A blob is not there.</exception>
    /// <exception cref="InvalidDataException">
    /// There is no such image, it is damaged, it has more than 100 000 entries, or its directories are nested deeper than 64.
    /// </exception>
    public static async Task<Iso9660Volume> ReadAsync(ExtentMap image, IBlobSource blobs, CancellationToken cancellationToken)
    {
        await using var reader = new ExtentReader(image, blobs);
        byte[]? primary = null;
        IReadOnlyList<IsoBootImage> boot = [];
        for (var index = 0u; index < MostDescriptors; index++)
        {
            var descriptor = await ReadBlockAsync(reader, Iso9660Layout.FirstDescriptor + index, cancellationToken);
            if (!descriptor.AsSpan(1).StartsWith(StandardId))
            {
                throw new InvalidDataException($"Volume descriptor {index + 1} of the ISO 9660 image is none.");
            }

            switch (descriptor[0])
            {
                case BootRecord when descriptor.AsSpan(7).StartsWith(ElToritoId):
                    boot = await ReadBootImagesAsync(reader, BinaryPrimitives.ReadUInt32LittleEndian(descriptor.AsSpan(71)), cancellationToken);
                    break;
                case PrimaryVolume:
                    primary ??= descriptor;
                    break;
                case Terminator:
                    return await ReadVolumeAsync(reader, primary, boot, cancellationToken);
                default:
                    break;
            }
        }

        throw new InvalidDataException($"The ISO 9660 image has more than {MostDescriptors} volume descriptors.");
    }

    internal static async Task<byte[]> ReadBlockAsync(ExtentReader image, uint block, CancellationToken cancellationToken)
    {
        var offset = (long)block * Iso9660Layout.BlockSize;
        if (offset + Iso9660Layout.BlockSize > image.Map.Length)
        {
            throw new InvalidDataException($"The ISO 9660 image names block {block}, which is behind its end.");
        }

        var bytes = new byte[Iso9660Layout.BlockSize];
        await image.ReadExactlyAsync(offset, bytes, cancellationToken);
        return bytes;
    }

    private static async Task<Iso9660Volume> ReadVolumeAsync(
        ExtentReader image, byte[]? descriptor, IReadOnlyList<IsoBootImage> boot, CancellationToken cancellationToken)
    {
        if (descriptor is null || BinaryPrimitives.ReadUInt16LittleEndian(descriptor.AsSpan(128)) != Iso9660Layout.BlockSize)
        {
            throw new InvalidDataException("The ISO 9660 image has no primary volume in blocks of 2048 bytes.");
        }

        var volumeId = Encoding.Latin1.GetString(descriptor, 40, 32).TrimEnd(' ');
        var walk = new IsoWalk(image);
        await walk.ReadAsync(RecordReader.Read(descriptor.AsMemory(156, DirectoryRecord.RootSize)), cancellationToken);
        return new Iso9660Volume(volumeId, walk.Entries, boot);
    }

    private static async Task<IReadOnlyList<IsoBootImage>> ReadBootImagesAsync(
        ExtentReader image, uint catalogBlock, CancellationToken cancellationToken)
    {
        var catalog = await ReadBlockAsync(image, catalogBlock, cancellationToken);
        return
        [
            .. from entry in ElTorito.ReadCatalog(catalog)
               let offset = (long)entry.Block * Iso9660Layout.BlockSize
               where offset < image.Map.Length
               select new IsoBootImage(entry.Platform, image.Map.Slice(offset, image.Map.Length - offset)),
        ];
    }
}
