using ImageFactory.Assets.Artifacts;
using ImageFactory.Assets.Store;
using ImageFactory.Boot.Initramfs;
using ImageFactory.Formats.Cpio;
using ImageFactory.Formats.SquashFs;

namespace ImageFactory.Assets.Build;

/// <summary>
/// Opens the root file system inside a release's initramfs. A squashfs image is read at any offset, which its compressed form does not
/// allow: it is unpacked for as long as it is read, and can be had from the initramfs again.
/// </summary>
internal static class ReleaseRoot
{
    /// <summary>Its name in the initramfs.</summary>
    public const string FileName = "rootfs.sqsh";

    // One at a time: two that unpack the same image would delete it under each other, and two images take twice the room.
    private static readonly SemaphoreSlim Turn = new(1);

    /// <summary>What somebody reads in it.</summary>
    /// <exception cref="InvalidDataException">The initramfs or the image in it is damaged.</exception>
    public static async Task<T> ReadAsync<T>(
        Artifact initramfs, BlobStore blobs, Func<SquashFsReader, Task<T>> read, CancellationToken cancellationToken)
    {
        await Turn.WaitAsync(cancellationToken);
        try
        {
            return await UnpackAndReadAsync(initramfs, blobs, read, cancellationToken);
        }
        finally
        {
            Turn.Release();
        }
    }

    private static async Task<T> UnpackAndReadAsync<T>(
        Artifact initramfs, BlobStore blobs, Func<SquashFsReader, Task<T>> read, CancellationToken cancellationToken)
    {
        var rootfs = await UnpackAsync(initramfs, blobs, cancellationToken);
        try
        {
            await using var reader = await SquashFsReader.OpenAsync(rootfs.ToMap(), blobs, new SquashFsLimits(), cancellationToken);
            return await read(reader);
        }
        finally
        {
            await blobs.DeleteAsync(rootfs.Digest, CancellationToken.None);
        }
    }

    private static async Task<StoredBlob> UnpackAsync(Artifact initramfs, BlobStore blobs, CancellationToken cancellationToken)
    {
        StoredBlob? rootfs = null;
        await InitramfsReader.VisitAsync(initramfs.Map(), blobs, FindRootAsync, cancellationToken);
        return rootfs ?? throw new InvalidDataException($"The initramfs '{initramfs.Name}' of the release has no {FileName}.");

        async Task FindRootAsync(CpioReaderEntry entry)
        {
            if (entry is { Type: CpioEntryType.File, Path: FileName })
            {
                rootfs = await blobs.PutAsync(entry.Content, expected: null, cancellationToken);
            }
        }
    }
}
