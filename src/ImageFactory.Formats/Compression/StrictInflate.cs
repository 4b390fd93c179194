using System.IO.Compression;

namespace ImageFactory.Formats.Compression;

/// <summary>
/// Makes the framework's inflate streams notice a stream that is cut off: by default they take the cut for the end. The switch is
/// read once per process, before the first stream is inflated.
/// </summary>
internal static class StrictInflate
{
    private const string Switch = "System.IO.Compression.UseStrictValidation";

    // A gzip member of which only the header and the start of the deflate data are there.
    private static readonly byte[] CutOff = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0x4B];

    private static readonly Lazy<bool> Effective = new(SetAndProbe);

    /// <summary>Sets the switch.</summary>
    /// <exception cref="InvalidOperationException">Something was inflated before, so the switch has no effect any more.</exception>
    public static void Require()
    {
        if (!Effective.Value)
        {
            throw new InvalidOperationException($"The runtime option {Switch} must be true in the program's configuration.");
        }
    }

    private static bool SetAndProbe()
    {
        AppContext.SetSwitch(Switch, isEnabled: true);
        try
        {
            using var gzip = new GZipStream(new MemoryStream(CutOff), CompressionMode.Decompress);
            gzip.CopyTo(Stream.Null);
            return false;
        }
        catch (InvalidDataException)
        {
            return true;
        }
    }
}
