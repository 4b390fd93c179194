using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using ImageFactory.Assets.Artifacts;
using ImageFactory.Assets.Jobs;
using ImageFactory.Assets.Store;
using ImageFactory.Boot.Grub;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Grub;
using ImageFactory.Formats.Iso9660;

namespace ImageFactory.Assets.Build;

/// <summary>GRUB's images: made once for the files of a release and a version of the compressor, then referenced by every disk and ISO.</summary>
public sealed class GrubSegments
{
    private const string Rules = "grub-image/1";
    private const string BootImage = "boot.img";
    private const string HybridBootImage = "boot_hybrid.img";

    // The modules of a platform, and the compressor's dictionary.
    private const int Memory = 48 * 1024 * 1024;

    private readonly StoredMaps _segments;
    private readonly BlobStore _blobs;
    private readonly Admission _admission;

    /// <summary>Segments of these blobs.</summary>
    public GrubSegments(StoredMaps segments, BlobStore blobs, Admission admission)
    {
        _segments = segments;
        _blobs = blobs;
        _admission = admission;
    }

    /// <summary>What a BIOS starts from a disk.</summary>
    /// <param name="files">GRUB's files for a BIOS.</param>
    /// <param name="compressor">The version of liblzma.</param>
    /// <exception cref="InvalidDataException">A file is missing or damaged.</exception>
    public async Task<GrubBiosCode> GetDiskCodeAsync(Artifact files, string compressor, CancellationToken cancellationToken)
    {
        var kept = await GetOrMakeAsync(
            $"disk-core\n{compressor}", files, modules => new Made(GrubImages.DiskCore(modules), modules.Get(BootImage)), cancellationToken);
        return new GrubBiosCode(kept.Note, kept.Map);
    }

    /// <summary>What a BIOS starts from an ISO.</summary>
    /// <param name="files">GRUB's files for a BIOS.</param>
    /// <param name="compressor">The version of liblzma.</param>
    /// <exception cref="InvalidDataException">A file is missing or damaged.</exception>
    public async Task<GrubIsoCode> GetIsoCodeAsync(Artifact files, string compressor, CancellationToken cancellationToken)
    {
        // Beside the image: its sum, and then the code of the first sector.
        var kept = await GetOrMakeAsync($"iso-eltorito\n{compressor}", files, Make, cancellationToken);
        return new GrubIsoCode(kept.Note[sizeof(uint)..], kept.Map, BinaryPrimitives.ReadUInt32LittleEndian(kept.Note.Span));

        static Made Make(GrubModules modules)
        {
            var image = GrubImages.IsoElTorito(modules);
            var sum = new byte[sizeof(uint)];
            BinaryPrimitives.WriteUInt32LittleEndian(sum, IsoBiosBoot.SumOf(image));
            return new Made(image, (byte[])[.. sum, .. modules.Get(HybridBootImage).Span]);
        }
    }

    /// <summary>What UEFI starts from a disk.</summary>
    /// <param name="files">GRUB's files for UEFI.</param>
    /// <exception cref="InvalidDataException">A file is missing or damaged.</exception>
    public async Task<ExtentMap> GetDiskLoaderAsync(Artifact files, CancellationToken cancellationToken) =>
        (await GetOrMakeAsync("disk-efi", files, modules => new Made(GrubImages.DiskEfi(modules)), cancellationToken)).Map;

    /// <summary>What UEFI starts from an ISO.</summary>
    /// <param name="files">GRUB's files for UEFI.</param>
    /// <exception cref="InvalidDataException">A file is missing or damaged.</exception>
    public async Task<ExtentMap> GetIsoLoaderAsync(Artifact files, CancellationToken cancellationToken) =>
        (await GetOrMakeAsync("iso-efi", files, modules => new Made(GrubImages.IsoEfi(modules)), cancellationToken)).Map;

    private Task<NotedMap> GetOrMakeAsync(string image, Artifact files, Func<GrubModules, Made> make, CancellationToken cancellationToken)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{Rules}\n{image}\n{files.Digest}\n"));
        return _segments.GetOrMakeAsync(Convert.ToHexStringLower(hash), MakeAsync, cancellationToken);

        async Task<NotedMap> MakeAsync(CancellationToken cancellation)
        {
            using var place = await _admission.EnterAsync(Memory, cancellation);
            var made = make(new GrubModules(await PackedDirectory.ReadAsync(files, _blobs, cancellation)));
            var blob = await _blobs.PutBytesAsync(made.Image, cancellation);
            return new NotedMap(made.Note, ExtentMap.OfBlob(blob.Digest, blob.Length));
        }
    }

    private sealed record Made(byte[] Image, ReadOnlyMemory<byte> Note = default);
}
