using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Tests.Extents;

/// <summary>A map of random runs beside the plain bytes that it stands for.</summary>
internal sealed record RandomMap(ExtentMap Map, byte[] Bytes, MemoryBlobs Blobs)
{
    public static RandomMap Create(Random random)
    {
        var blobs = new MemoryBlobs();
        var builder = new ExtentMapBuilder();
        var bytes = new MemoryStream();
        for (var run = random.Next(0, 12); run > 0; run--)
        {
            bytes.Write(AppendRun(builder, blobs, random));
        }

        return new RandomMap(builder.Build(), bytes.ToArray(), blobs);
    }

    private static byte[] AppendRun(ExtentMapBuilder builder, MemoryBlobs blobs, Random random)
    {
        var content = new byte[random.Next(0, 300)];
        switch (random.Next(5))
        {
            case 0:
                builder.AppendZeros(content.Length);
                return content;
            case 1:
                random.NextBytes(content);
                builder.AppendBytes(content);
                return content;
            case 2:
                var computed = new CountingContent(random.Next(251), content.Length);
                computed.Read(0, content);
                builder.AppendComputed(computed);
                return content;
            case 3:
                var blob = new byte[content.Length + 50];
                random.NextBytes(blob);
                var start = random.Next(0, 51);
                builder.Append(blobs.Add(blob).Slice(start, content.Length));
                return blob[start..(start + content.Length)];
            default:
                var inner = new ExtentMapBuilder().AppendZeros(3).AppendBytes(content).PadTo(16).Build();
                builder.Append(inner);
                return [0, 0, 0, .. content, .. new byte[inner.Length - content.Length - 3]];
        }
    }
}
