using ImageFactory.Assets.Profiles;

namespace ImageFactory.Assets.Models;

/// <summary>Which assets are listed.</summary>
/// <param name="Platform">Only those of a platform; null for all.</param>
/// <param name="Architecture">Only those of an architecture; null for all.</param>
/// <param name="IsComplete">Whether all combinations of format and compression are listed, and not only what is usual on a platform.</param>
public sealed record ModelQuery(Platform? Platform, Architecture? Architecture, bool IsComplete);
