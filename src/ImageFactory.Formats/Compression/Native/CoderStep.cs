namespace ImageFactory.Formats.Compression.Native;

/// <summary>What one call of a coder did.</summary>
/// <param name="Consumed">Bytes taken from the input.</param>
/// <param name="Produced">Bytes put into the output.</param>
/// <param name="Finished">Whether what was put out so far is complete: the stream may end here.</param>
internal readonly record struct CoderStep(int Consumed, int Produced, bool Finished);
