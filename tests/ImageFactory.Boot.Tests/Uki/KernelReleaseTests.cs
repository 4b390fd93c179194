using System.Buffers.Binary;
using System.Text;
using ImageFactory.Boot.Uki;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Boot.Tests.Uki;

public sealed class KernelReleaseTests
{
    [Theory]
    [InlineData("6.18.45-talos (root@build) #1 SMP\0", "6.18.45-talos")]
    [InlineData("6.18.45-talos\0", "6.18.45-talos")]
    [InlineData("6.18.45-talos ", "6.18.45-talos")]
    public async Task The_release_ends_at_the_first_space(string text, string expected) =>
        Assert.Equal(expected, await FindAsync(Kernel(4, 0x300, text)));

    [Theory]
    [InlineData(4, 0, "6.1\0")] // no pointer
    [InlineData(1, 0x201, "6.1\0")] // behind the setup code
    [InlineData(0, 0x10, "6.1\0")] // no setup code
    [InlineData(255, 0x7F00, "6.1\0")] // behind the file
    [InlineData(4, 0x300, "\0")]
    [InlineData(4, 0x300, " 6.1")]
    [InlineData(4, 0x300, "6.\u00011\0")]
    [InlineData(4, 0x300, "6.1é\0")]
    public async Task What_is_no_release_is_null(byte setupSectors, ushort versionField, string text) =>
        Assert.Null(await FindAsync(Kernel(setupSectors, versionField, text)));

    [Fact]
    public async Task A_text_without_end_is_null() =>
        Assert.Null(await FindAsync(Kernel(4, 0x300, new string('6', 500))));

    [Fact]
    public async Task The_last_place_is_the_end_of_the_setup_code() =>
        Assert.Equal("6.1", await FindAsync(Kernel(4, 4 * 512, "6.1\0")));

    [Fact]
    public async Task A_kernel_that_is_no_bzImage_has_none()
    {
        var kernel = Kernel(4, 0x300, "6.1\0");
        kernel[0x202] = (byte)'X';

        Assert.Null(await FindAsync(kernel));
    }

    [Fact]
    public async Task A_file_cut_anywhere_gives_null_or_the_release()
    {
        var kernel = Kernel(4, 0x300, "6.1\0");
        for (var length = 0; length <= kernel.Length; length += 64)
        {
            Assert.Equal(length > 0x500 ? "6.1" : null, await FindAsync(kernel[..length]));
        }
    }

    private static byte[] Kernel(byte setupSectors, ushort versionField, string text)
    {
        var kernel = new byte[8192];
        kernel[0x1F1] = setupSectors;
        "HdrS"u8.CopyTo(kernel.AsSpan(0x202));
        BinaryPrimitives.WriteUInt16LittleEndian(kernel.AsSpan(0x20E), versionField);
        if (versionField + 0x200 + text.Length < kernel.Length)
        {
            Encoding.Latin1.GetBytes(text, kernel.AsSpan(versionField + 0x200));
        }

        return kernel;
    }

    private static async Task<string?> FindAsync(byte[] kernel)
    {
        var blobs = new MemoryBlobs();
        return await KernelRelease.FindAsync(blobs.Add(kernel), blobs, TestContext.Current.CancellationToken);
    }
}
