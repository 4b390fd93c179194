using ImageFactory.Boot.Measurement;
using ImageFactory.Boot.SecureBoot;
using ImageFactory.Boot.Uki;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Pe;
using ImageFactory.Testing;

namespace ImageFactory.Boot.Tests.SecureBoot;

/// <summary>A unified kernel image of the installed systemd-stub, with contents that take several reads.</summary>
internal sealed class SignedUkiSample
{
    private static readonly UkiProfile Reset = new("reset", "Reset system disk", "talos.platform=metal talos.experimental.wipe=system");

    private SignedUkiSample(UkiOptions options, CountingBlobs blobs)
    {
        Options = options;
        Blobs = blobs;
    }

    /// <summary>The image without what signing adds.</summary>
    public UkiOptions Options { get; }

    /// <summary>The contents.</summary>
    public CountingBlobs Blobs { get; }

    /// <summary>Reads the stub and makes up the rest.</summary>
    public static async Task<SignedUkiSample> CreateAsync(TemporaryDirectory directory)
    {
        var blobs = new CountingBlobs();
        var stub = await File.ReadAllBytesAsync(await InstalledStub.StripAsync(directory), TestContext.Current.CancellationToken);
        var options = new UkiOptions
        {
            Stub = await PeReader.ReadAsync(blobs.Add(stub), blobs, TestContext.Current.CancellationToken),
            Kernel = blobs.Add(Bytes(3_000_001)),
            Initrd = ExtentMap.Concat(blobs.Add(Bytes(2_100_003)), ExtentMap.OfZeros(1), blobs.Add(Bytes(77_777))),
            CommandLine = "talos.platform=metal",
            OsRelease = new OsRelease("Talos", "v1.13.0"),
            TimeDateStamp = 1559424892,
            KernelRelease = "6.18.45-talos",
            Splash = blobs.Add(Bytes(5000)),
            Profiles = [UkiProfile.Main, Reset],
        };
        blobs.BytesRead = 0;
        return new SignedUkiSample(options, blobs);
    }

    /// <summary>Signs the image with the test keys.</summary>
    public Task<SignedUki> SignAsync(UkiOptions options) =>
        new UkiSigner(TestKey.Image.Key, TestKey.Policy.Key)
            .SignAsync(options, new Dictionary<ExtentMap, SectionDigests>(), Blobs, TestContext.Current.CancellationToken);

    /// <summary>Writes a map to a file, and returns its path.</summary>
    public async Task<string> WriteAsync(TemporaryDirectory directory, string name, ExtentMap map) =>
        await SignedFile.WriteAsync(directory, name, await SignedFile.BytesAsync(map, Blobs));

    private static byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        new Random(count).NextBytes(bytes);
        return bytes;
    }
}
