using System.Globalization;
using System.Text;

namespace ImageFactory.Formats.Tar;

/// <summary>The records of an extended header: <c>length key=value LF</c> (POSIX.1-2017, pax, "pax Extended Header").</summary>
internal static class PaxRecords
{
    /// <exception cref="InvalidDataException">The bytes are not records.</exception>
    public static void Read(ReadOnlySpan<byte> content, Dictionary<string, byte[]> records)
    {
        while (!content.IsEmpty)
        {
            var space = content.IndexOf((byte)' ');
            if (space is < 1 or > 9
                || !int.TryParse(content[..space], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                || length <= space + 1 || length > content.Length || content[length - 1] != (byte)'\n')
            {
                throw new InvalidDataException("An extended tar header has a damaged record.");
            }

            var record = content[(space + 1)..(length - 1)];
            var equals = record.IndexOf((byte)'=');
            if (equals < 1)
            {
                throw new InvalidDataException("An extended tar header has a record without a key.");
            }

            records[Encoding.UTF8.GetString(record[..equals])] = record[(equals + 1)..].ToArray();
            content = content[length..];
        }
    }

    public static byte[] Write(IEnumerable<(string Key, ReadOnlyMemory<byte> Value)> records)
    {
        var content = new MemoryStream();
        foreach (var (key, value) in records)
        {
            byte[] body = [(byte)' ', .. Encoding.UTF8.GetBytes(key), (byte)'=', .. value.Span, (byte)'\n'];
            content.Write(Encoding.ASCII.GetBytes(RecordLength(body.Length).ToString(CultureInfo.InvariantCulture)));
            content.Write(body);
        }

        return content.ToArray();
    }

    // The length counts its own digits.
    private static int RecordLength(int body)
    {
        var length = body + 1;
        while (length != body + Digits(length))
        {
            length = body + Digits(length);
        }

        return length;
    }

    private static int Digits(int number) => number.ToString(CultureInfo.InvariantCulture).Length;
}
