namespace ImageFactory.Assets.Plans;

/// <summary>How a medium brings its key into firmware.</summary>
/// <param name="When">When systemd-boot enrols: <c>off</c>, <c>manual</c>, <c>if-safe</c> or <c>force</c>.</param>
/// <param name="HasWellKnownCertificates">Whether Microsoft's certificates are enrolled, too.</param>
public sealed record PlannedEnrolment(string When, bool HasWellKnownCertificates);
