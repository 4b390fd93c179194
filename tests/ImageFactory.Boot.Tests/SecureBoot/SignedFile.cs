using ImageFactory.Boot.SecureBoot;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Pe;
using ImageFactory.Testing;

namespace ImageFactory.Boot.Tests.SecureBoot;

/// <summary>Files that are signed, for judges to read.</summary>
internal static class SignedFile
{
    /// <summary>What sbverify says to a file that may run.</summary>
    public const string Trusted = "Signature verification OK\n";

    /// <summary>What sbverify says to a file that may not run.</summary>
    public const string Refused = "Signature verification failed\n";

    /// <summary>The bytes of a file with one more signature.</summary>
    public static async Task<byte[]> SignAsync(byte[] content, TestKey key)
    {
        var blobs = new MemoryBlobs();
        var file = await PeReader.ReadAsync(blobs.Add(content), blobs, TestContext.Current.CancellationToken);
        return await BytesAsync(await Authenticode.SignAsync(file, key.Key, blobs, TestContext.Current.CancellationToken), blobs);
    }

    /// <summary>The bytes of a map.</summary>
    public static async Task<byte[]> BytesAsync(ExtentMap map, IBlobSource blobs)
    {
        var bytes = new byte[map.Length];
        await using var reader = new ExtentReader(map, blobs);
        await reader.ReadExactlyAsync(0, bytes, TestContext.Current.CancellationToken);
        return bytes;
    }

    /// <summary>Writes bytes to a file, and returns its path.</summary>
    public static async Task<string> WriteAsync(TemporaryDirectory directory, string name, byte[] content)
    {
        var path = directory.Combine(name);
        await File.WriteAllBytesAsync(path, content, TestContext.Current.CancellationToken);
        return path;
    }

    /// <summary>What sbverify says to a file, and whether it may run where a key is trusted.</summary>
    public static async Task<ToolResult> VerifyAsync(TemporaryDirectory directory, byte[] content, TestKey key)
    {
        var path = await WriteAsync(directory, "verified.efi", content);
        return await Tool.TryRunAsync("sbverify", "--cert", await key.WriteCertificateAsync(directory), path);
    }
}
