namespace ImageFactory.Assets.Profiles;

/// <summary>A reason why a profile should not be built.</summary>
/// <param name="Kind">How grave it is.</param>
/// <param name="Code">A stable name for programs.</param>
/// <param name="Message">A sentence for people.</param>
public sealed record ProfileFault(ProfileFaultKind Kind, string Code, string Message);
