namespace ImageFactory.Assets.Jobs;

/// <summary>One step of a build: a stage, what it works on, and how far it is.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Subject">What is worked on, for people: an image reference, an extension, an asset.</param>
/// <param name="BytesDone">Bytes done.</param>
/// <param name="BytesTotal">Bytes to do; 0 when not known.</param>
public readonly record struct BuildProgress(BuildStage Stage, string Subject, long BytesDone, long BytesTotal);
