namespace ImageFactory.Formats.Compression.Native;

/// <summary>A compressor or decompressor that takes its input and gives its output piece by piece.</summary>
internal interface IStreamCoder : IDisposable
{
    /// <summary>Takes some input and puts out what it can.</summary>
    /// <param name="last">No input follows this one.</param>
    CoderStep Code(PinnedRun input, PinnedRun output, bool last);
}
