using System.Text;

namespace ImageFactory.Installers;

/// <summary>What the index of a version was made of.</summary>
/// <param name="Tag">The version.</param>
/// <param name="Plans">The hashes of the plans of its images, in the order of the index.</param>
internal sealed record RememberedInstaller(string Tag, IReadOnlyList<string> Plans)
{
    /// <summary>The most bytes of a document.</summary>
    public const int LongestDocument = 1024;

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    public static RememberedInstaller Read(ReadOnlySpan<byte> document)
    {
        var lines = Encoding.ASCII.GetString(document).Split('\n');
        return new RememberedInstaller(lines[0], lines[1..]);
    }

    /// <summary>The document: a line for the version, and one for each plan.</summary>
    public byte[] ToBytes() => Encoding.ASCII.GetBytes(string.Join('\n', [Tag, .. Plans]));
}
