using System.Text;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Delivery;

/// <summary>Several parts of a content as one body, <c>multipart/byteranges</c> (RFC 9110, section 14.6), composed like any image.</summary>
internal static class MultipartRanges
{
    /// <summary>The body; its length is known before a byte of it is read.</summary>
    public static ExtentMap Map(ExtentMap content, IReadOnlyList<ByteRange> parts, string mediaType, string boundary)
    {
        var body = new ExtentMapBuilder();
        foreach (var part in parts)
        {
            body.AppendBytes(Encoding.ASCII.GetBytes(
                $"\r\n--{boundary}\r\nContent-Type: {mediaType}\r\n"
                + $"Content-Range: bytes {part.Offset}-{part.End - 1}/{content.Length}\r\n\r\n"));
            body.Append(content.Slice(part.Offset, part.Length));
        }

        return body.AppendBytes(Encoding.ASCII.GetBytes($"\r\n--{boundary}--\r\n")).Build();
    }
}
