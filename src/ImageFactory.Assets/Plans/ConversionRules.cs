using ImageFactory.Assets.Profiles;
using ImageFactory.Formats.Compression;
using ImageFactory.Formats.Compression.Composed;

namespace ImageFactory.Assets.Plans;

/// <summary>What an asset's name says of what becomes of a raw disk.</summary>
internal static class ConversionRules
{
    /// <summary>What format and compression add to what determines the bytes; null when the disk stays as it is.</summary>
    public static PlannedConversion? Of(AssetName asset)
    {
        if (asset is { DiskFormat: DiskFormat.Raw, Compression: OutputCompression.None })
        {
            return null;
        }

        var codec = asset.DiskFormat is DiskFormat.Ova ? $"zlib of {CodecLibraries.Zlib}" : null;
        var compression = CompressionOf(asset) is { } options ? $"{asset.Compression} {options.Identity}" : null;
        return new PlannedConversion($"{asset.DiskFormat}", codec, compression);
    }

    /// <summary>How the image is compressed; null when it is not.</summary>
    public static ComposedOptions? CompressionOf(AssetName asset)
    {
        CompressionKind? kind = asset.Compression switch
        {
            OutputCompression.Gz or OutputCompression.TarGz => CompressionKind.Gzip,
            OutputCompression.Xz => CompressionKind.Xz,
            OutputCompression.Zst => CompressionKind.Zstd,
            _ => null,
        };
        return kind is { } known ? ComposedOptions.Of(known) with { Threads = Environment.ProcessorCount } : null;
    }
}
