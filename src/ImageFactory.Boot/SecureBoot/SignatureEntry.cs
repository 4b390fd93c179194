namespace ImageFactory.Boot.SecureBoot;

/// <summary>A certificate that firmware shall trust.</summary>
/// <param name="Owner">Who asks for it (<see cref="SignatureOwner"/>).</param>
/// <param name="Certificate">The X.509 certificate in DER.</param>
public sealed record SignatureEntry(Guid Owner, ReadOnlyMemory<byte> Certificate);
