using System.Security.Cryptography;
using System.Text;

namespace ImageFactory.Formats.Compression.Composed;

/// <summary>What determines the bytes of a compressed segment: its content, and codec, library version and level.</summary>
public readonly record struct SegmentKey
{
    private const string Rules = "compressed-segment/1";

    internal SegmentKey(string content, ComposedOptions options)
    {
        var text = string.Join('\n', Rules, content, options.Identity);
        Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>A hash of all of it: 64 lower-case hexadecimal digits.</summary>
    public string Hash { get; }
}
