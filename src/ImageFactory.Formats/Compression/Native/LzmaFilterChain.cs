using System.Runtime.InteropServices;

namespace ImageFactory.Formats.Compression.Native;

/// <summary>A chain of one filter, at an address that does not move.</summary>
internal sealed class LzmaFilterChain
{
    private readonly LzmaOptions[] _options = GC.AllocateArray<LzmaOptions>(1, pinned: true);
    private readonly LzmaFilter[] _filters = GC.AllocateArray<LzmaFilter>(2, pinned: true);

    /// <summary>The filter, LZMA1 or LZMA2, of a preset, with a dictionary of so many bytes, or of the preset's own size.</summary>
    /// <exception cref="DllNotFoundException">liblzma is not installed.</exception>
    public LzmaFilterChain(uint preset, uint? dictionarySize, ulong filter = LzmaNative.FilterLzma2)
    {
        CodecLibraries.RequireLzma();
        if (LzmaNative.FillPreset(ref _options[0], preset) != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(preset), preset, "liblzma does not know this preset.");
        }

        _options[0].DictionarySize = dictionarySize ?? _options[0].DictionarySize;
        _filters[0].Id = filter;
        _filters[0].Options = Marshal.UnsafeAddrOfPinnedArrayElement(_options, 0);
        _filters[1].Id = LzmaNative.NoMoreFilters;
    }

    /// <summary>The address of the chain; good for as long as this object is kept alive.</summary>
    public nint Address => Marshal.UnsafeAddrOfPinnedArrayElement(_filters, 0);
}
