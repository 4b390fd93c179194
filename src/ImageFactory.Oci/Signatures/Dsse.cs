using System.Globalization;
using System.Text;

namespace ImageFactory.Oci.Signatures;

/// <summary>Dead Simple Signing Envelope 1.0: what is signed is the payload with its type (protocol.md, "PAE").</summary>
public static class Dsse
{
    /// <summary>The type of an in-toto statement.</summary>
    public const string InTotoType = "application/vnd.in-toto+json";

    /// <summary>The bytes to sign for a payload.</summary>
    public static byte[] Encode(string type, ReadOnlySpan<byte> payload)
    {
        var head = string.Create(CultureInfo.InvariantCulture, $"DSSEv1 {Encoding.UTF8.GetByteCount(type)} {type} {payload.Length} ");
        return [.. Encoding.UTF8.GetBytes(head), .. payload];
    }
}
