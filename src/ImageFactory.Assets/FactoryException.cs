namespace ImageFactory.Assets;

/// <summary>What the person who asked is told, in one plain sentence (or one a line for several faults).</summary>
public sealed class FactoryException : Exception
{
    /// <summary>An error with the sentence to show.</summary>
    public FactoryException(FactoryError error, string message, Exception? cause = null)
        : base(message, cause) => Error = error;

    /// <summary>The kind of error; the border maps it to a status or an exit code.</summary>
    public FactoryError Error { get; }
}
