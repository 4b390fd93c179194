using Microsoft.AspNetCore.Http.Headers;
using Microsoft.Net.Http.Headers;

namespace ImageFactory.Delivery;

/// <summary>
/// Conditions of a request (RFC 9110, section 13.2.2) that are decided before anything is made: the validator is known from the plan.
/// </summary>
internal static class Preconditions
{
    /// <summary>Whether the client has the content already.</summary>
    /// <exception cref="BadHttpRequestException">The client wants another content than there is (412).</exception>
    public static bool IsNotModified(RequestHeaders headers, EntityTagHeaderValue entityTag)
    {
        if (headers.IfMatch is { Count: > 0 } wanted && !Contains(wanted, entityTag, isStrong: true))
        {
            throw new BadHttpRequestException(
                $"The content has the entity tag {entityTag}, which If-Match does not name.", StatusCodes.Status412PreconditionFailed);
        }

        return headers.IfNoneMatch is { Count: > 0 } had && Contains(had, entityTag, isStrong: false);
    }

    private static bool Contains(IList<EntityTagHeaderValue> tags, EntityTagHeaderValue entityTag, bool isStrong) =>
        tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Compare(entityTag, isStrong));
}
