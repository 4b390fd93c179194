namespace ImageFactory.Assets.Artifacts;

/// <summary>What a source is asked, and how its answer is kept.</summary>
internal interface IQuestion<in TKey, TAnswer>
    where TAnswer : class
{
    /// <summary>What is asked, for logs and as the name of the kept answer: <c>the tags of siderolabs/imager</c>.</summary>
    string Describe(TKey key);

    /// <summary>Asks the source.</summary>
    /// <param name="kept">The answer of the last time, or null.</param>
    /// <returns><paramref name="kept"/> itself when nothing has changed; null when there is no such thing.</returns>
    /// <exception cref="FactoryException">The source does not answer, or its answer is damaged.</exception>
    Task<TAnswer?> AskAsync(TKey key, TAnswer? kept, CancellationToken cancellationToken);

    /// <summary>The answer as a document.</summary>
    byte[] Write(TAnswer answer);

    /// <summary>The answer of a document.</summary>
    /// <exception cref="InvalidDataException">The document is of an earlier time with other rules.</exception>
    TAnswer Read(TKey key, ReadOnlySpan<byte> document);
}
