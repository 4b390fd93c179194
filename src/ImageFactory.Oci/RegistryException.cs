namespace ImageFactory.Oci;

/// <summary>A source of images did not give what it was asked for: it is away, refuses, or lost it.</summary>
public sealed class RegistryException : Exception
{
    /// <summary>An exception that says what was asked of whom and why it failed.</summary>
    /// <param name="method">What was asked: <c>resolve</c>, <c>list tags</c>, <c>fetch manifest</c>, <c>open blob</c>.</param>
    /// <param name="reference">Of what it was asked, as it would be written in a reference.</param>
    /// <param name="cause">What went wrong.</param>
    public RegistryException(string method, string reference, Exception cause)
        : base($"Cannot {method} of '{reference}': {cause.Message}", cause)
    {
        Method = method;
        Reference = reference;
    }

    /// <summary>What was asked.</summary>
    public string Method { get; }

    /// <summary>Of what it was asked.</summary>
    public string Reference { get; }
}
