using System.Net;

namespace ImageFactory.Oci.Client;

/// <summary>An answer that is a refusal, on its way to become the cause of a <see cref="RegistryException"/>.</summary>
internal sealed class ResponseException(string message, HttpStatusCode status, TimeSpan? retryAfter)
    : HttpRequestException(message, inner: null, status)
{
    /// <summary>When to ask again, as the other side wants it.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
