using System.Globalization;
using System.Text;

namespace ImageFactory.Oci.Signatures;

/// <summary>
/// A log's signed note about its tree: origin, size, root and further lines, an empty line, and lines with signatures
/// (<c>— name base64</c>: four bytes that hint at the key, then the signature); C2SP: signed-note, tlog-checkpoint.
/// </summary>
internal static class Checkpoint
{
    private const string SignatureStart = "\u2014 ";
    private const int KeyHintSize = 4;
    private const int LongestNote = 64 * 1024;

    /// <summary>Whether the log signed that its tree has the size and the root.</summary>
    public static bool States(string note, VerificationKey log, long treeSize, ReadOnlySpan<byte> rootHash)
    {
        var end = note.IndexOf("\n\n", StringComparison.Ordinal);
        if (end < 0 || note.Length > LongestNote)
        {
            return false;
        }

        var text = note[..(end + 1)];
        var lines = text.Split('\n');
        return lines.Length > 3
            && long.TryParse(lines[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            && size == treeSize
            && Base64.TryDecode(lines[2], out var root)
            && root.AsSpan().SequenceEqual(rootHash)
            && note[(end + 2)..].Split('\n').Any(line => IsSigned(text, line, log));
    }

    private static bool IsSigned(string text, string line, VerificationKey log) =>
        line.StartsWith(SignatureStart, StringComparison.Ordinal)
        && Base64.TryDecode(line[(line.LastIndexOf(' ') + 1)..], out var signature)
        && signature.Length > KeyHintSize
        && log.Verify(Encoding.UTF8.GetBytes(text), signature.AsSpan(KeyHintSize));
}
