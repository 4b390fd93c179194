namespace ImageFactory.Formats.Tests.Compression;

/// <summary>Content to compress, the same in every run.</summary>
internal static class Samples
{
    /// <summary>Text-like bytes that compress to about a third.</summary>
    public static byte[] Text(int length, int seed = 1)
    {
        var random = new Random(seed);
        var words = Enumerable.Range(0, 2000).Select(_ => Noise(random.Next(5, 16), random.Next())).ToArray();
        var text = new byte[length];
        var position = 0;
        while (position < length)
        {
            var word = words[(int)(words.Length * random.NextDouble() * random.NextDouble())];
            var count = Math.Min(word.Length, length - position);
            word.AsSpan(0, count).CopyTo(text.AsSpan(position));
            position += count;
        }

        return text;
    }

    /// <summary>Bytes that do not compress.</summary>
    public static byte[] Noise(int length, int seed = 1)
    {
        var noise = new byte[length];
        new Random(seed).NextBytes(noise);
        return noise;
    }
}
