using System.Diagnostics;

namespace ImageFactory.Formats.Tests.SquashFs;

/// <summary>Images with every byte but the padding damaged in turn.</summary>
internal static class Mutations
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Reads all mutations of a squashfs image and expects success or <see cref="InvalidDataException"/>, each soon.</summary>
    public static Task AssertHarmlessAsync(byte[] image, Func<byte[], Task> readAsync) =>
        AssertHarmlessAsync(image, Enumerable.Range(0, BitConverter.ToInt32(image, 40)), readAsync);

    /// <summary>The same for mutations of some bytes of any image.</summary>
    public static async Task AssertHarmlessAsync(byte[] image, IEnumerable<int> positions, Func<byte[], Task> readAsync)
    {
        var invalid = 0;
        foreach (var position in positions)
        {
            foreach (var damage in (byte[])[0x01, 0xFF])
            {
                var damaged = (byte[])image.Clone();
                damaged[position] ^= damage;
                invalid += await IsInvalidAsync(damaged, readAsync, $"byte {position} ^ {damage}") ? 1 : 0;
            }
        }

        Assert.NotEqual(0, invalid);
    }

    private static async Task<bool> IsInvalidAsync(byte[] damaged, Func<byte[], Task> readAsync, string what)
    {
        var watch = Stopwatch.StartNew();
        var fault = await Record.ExceptionAsync(() => readAsync(damaged));
        Assert.True(fault is null or InvalidDataException, $"{what}: {fault}");
        Assert.True(watch.Elapsed < Patience, $"{what} took {watch.Elapsed}.");
        return fault is not null;
    }
}
