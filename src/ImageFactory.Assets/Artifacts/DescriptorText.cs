using System.Globalization;
using System.Text;
using ImageFactory.Formats.Extents;
using ImageFactory.Oci.Documents;

namespace ImageFactory.Assets.Artifacts;

/// <summary>A descriptor as a kept answer: digest, size and media type between spaces.</summary>
internal static class DescriptorText
{
    private const int Parts = 3;

    public static byte[] Write(Descriptor descriptor) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{descriptor.Digest} {descriptor.Size} {descriptor.MediaType}"));

    /// <exception cref="InvalidDataException">The document is of an earlier time with other rules.</exception>
    public static Descriptor Read(ReadOnlySpan<byte> document)
    {
        var parts = Encoding.UTF8.GetString(document).Split(' ', Parts);
        return parts.Length == Parts
            && Digest.TryParse(parts[0], out var digest)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            ? new Descriptor { Digest = digest, Size = size, MediaType = parts[2] }
            : throw new InvalidDataException("The kept descriptor is damaged.");
    }
}
